"""Find the seed files: beside the package in a checkout, inside it in an installed wheel; never anywhere else."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def seed_file(name: str) -> Traversable:
    """The seed file of this name, such as `conditions.csv`.

    >>> seed_file("conditions.csv").name
    'conditions.csv'
    """
    package = files("evidence")
    shipped = package.joinpath("_seeds")
    root = shipped if shipped.is_dir() else package.joinpath("..", "seeds")
    return root.joinpath(name)
