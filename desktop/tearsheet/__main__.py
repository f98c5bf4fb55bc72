"""Turn `python -m tearsheet` and the `tearsheet` command into a run of the program."""

import sys

from tearsheet.bootstrap import main

if __name__ == "__main__":
    sys.exit(main())
