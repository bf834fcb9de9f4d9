"""Write pictures as PNG where a renderer is installed, or in one HTML file with their data; it draws nothing."""

from collections.abc import Sequence
from importlib import import_module

from markupsafe import Markup

from evidence.formats.extras import MissingExtraError
from evidence.formats.html import asset, render
from evidence.report.pictures import Picture


def picture_png(picture: Picture) -> bytes:
    """The picture as PNG, with twice as many pixels as it has points.

    Raises:
        MissingExtraError: resvg is not installed.
    """
    try:
        resvg = import_module("resvg_py")
    except ImportError as missing:
        raise MissingExtraError("writing PNG (SVG needs nothing)", "pictures") from missing
    return bytes(resvg.svg_to_bytes(svg_string=picture.svg, zoom=2))


def pictures_html(pictures: Sequence[Picture], *, title: str, provenance: Sequence[str]) -> str:
    """The pictures in one self-contained HTML file, each with its data one click away."""
    style = asset("base.css") + asset("pictures.css")
    return render(
        "pictures.html.j2",
        style=style,
        script="",
        pictures=pictures,
        drawn=_drawn,
        title=title,
        provenance=provenance,
    )


def _drawn(picture: Picture) -> Markup:
    # The drawing escapes every word it is given and holds neither script nor style.
    return Markup(picture.svg)  # noqa: S704
