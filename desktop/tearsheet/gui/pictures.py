"""Turn a picture's bytes into the small rounded square a row shows, and keep those that were seen lately."""

from collections import OrderedDict

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from tearsheet.gui import paint
from tearsheet.gui.article_row import PICTURE
from tearsheet.model.ids import Sha256

_STORED = 3 * PICTURE
_REMEMBERED = 400


def small(data: bytes) -> QImage:
    """Decode a picture no larger than a row needs on any screen; an empty image when it cannot be decoded."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and min(size.width(), size.height()) > _STORED:
        reader.setScaledSize(size.scaled(QSize(_STORED, _STORED), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return reader.read()


class Pictures(QObject):
    """Gives pictures that are there and asks for those that are not with `wanted`."""

    wanted = Signal(str)
    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: OrderedDict[Sha256, QImage] = OrderedDict()
        self._drawn: dict[tuple[Sha256, float], QPixmap] = {}
        self._asked: set[Sha256] = set()

    def get(self, sha256: Sha256, ratio: float) -> QPixmap | None:
        """Return the picture as a row draws it, or None until it has come."""
        drawn = self._drawn.get((sha256, ratio))
        if drawn is not None:
            return drawn
        image = self._images.get(sha256)
        if image is None:
            if sha256 not in self._asked:
                self._asked.add(sha256)
                self.wanted.emit(sha256)
            return None
        if image.isNull():
            return None
        drawn = paint.rounded(QPixmap.fromImage(image), PICTURE, 8, ratio)
        self._drawn[sha256, ratio] = drawn
        return drawn

    def ask_again(self) -> None:
        """Ask once more for those that could not be had, when a row next shows them."""
        lacking = [sha256 for sha256, image in self._images.items() if image.isNull()]
        for sha256 in lacking:
            del self._images[sha256]
        self._asked.difference_update(lacking)
        self.arrived.emit()

    def accept(self, sha256: Sha256, image: QImage) -> None:
        """Take a picture that was asked for."""
        self._images[sha256] = image
        while len(self._images) > _REMEMBERED:
            oldest, _image = self._images.popitem(last=False)
            self._asked.discard(oldest)
            self._drawn = {key: drawn for key, drawn in self._drawn.items() if key[0] != oldest}
        self.arrived.emit()
