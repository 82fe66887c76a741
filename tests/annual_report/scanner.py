"""A scanner: prints a pdf page by page and lays it on the glass askew, as pictures without text."""

import io

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

_PAPER = 18  # how grey what was white comes out, at the least


def scanned(content, *, dots=150, askew=0.0, noise=6, seed=1, pages=None):
    """Return a pdf of pictures: so many dots an inch, turned by degrees, grey values strewn about."""
    dice = np.random.default_rng(seed)
    pictures = []
    for number, page in enumerate(pypdfium2.PdfDocument(content)):
        if pages is not None and number not in pages:
            continue
        flat = page.render(scale=dots / 72, grayscale=True).to_pil().convert("L")
        turned = flat.rotate(
            askew if number % 2 else -askew, resample=Image.Resampling.BICUBIC, fillcolor=255
        )
        grey = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.5)), dtype=float)
        grey = grey * 0.9 + _PAPER + dice.normal(0, noise, grey.shape)
        pictures.append(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))
    return bound(pictures, dots)


def bound(pictures, dots=150):
    """Return pictures as the pages of a pdf."""
    target = io.BytesIO()
    pictures[0].save(
        target, "PDF", save_all=True, append_images=pictures[1:], resolution=dots, quality=70
    )
    return target.getvalue()
