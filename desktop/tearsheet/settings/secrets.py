"""Turn the name of a place that asks for a password into the password that the system's keyring has for it."""

_SERVICE = "tearsheet"


def password_for(place: str) -> str | None:
    """Return what was kept by `keyring set tearsheet PLACE`; None where there is no keyring or nothing in it."""
    # Loading it looks for the system's own keyring, which nothing but this waits for.
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, place)
    except KeyringError:  # locked, or none there: as good as empty, and what asks says what it lacks
        return None
