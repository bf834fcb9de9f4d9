"""Which publications an audit reads into drafts of studies, and the drafts; a person's study is never read over."""

from evidence.draft import draft_study
from evidence.models import Basis, PageDossier, PublicationBase, Source, Standing, StudyBase

FALLEN = frozenset({Standing.RETRACTED, Standing.WITHDRAWN, Standing.EXPRESSION_OF_CONCERN, Standing.SUPERSEDED})
"""The ways to stand that a claim is told of even where nothing else is known of its source."""


def unread_publications(page: PageDossier) -> list[PublicationBase]:
    """The publications a page's claims lean on that are to be read into a draft, each once."""
    sources = [source for dossier in page.dossiers for source in dossier.sources if _is_unread(source)]
    return list({one.publication.key: one.publication for one in sources if one.publication is not None}.values())


def _is_unread(source: Source) -> bool:
    """Whether there is an abstract nobody has read, or a fall that a check must see and could not without a study."""
    publication, study = source.publication, source.study
    if publication is None:
        return False
    if study is None:
        return bool(publication.abstract) or publication.standing in FALLEN
    return study.draft and study.basis is Basis.METADATA and bool(publication.abstract)


def draft_of(publication: PublicationBase) -> StudyBase:
    """The draft of the study a publication reports; without an abstract only what its title and types say.

    >>> draft_of(PublicationBase(key="a", title="Ketamine: a randomised trial")).basis.value
    'metadata'
    """
    draft = draft_study(
        publication.key,
        title=publication.title or "",
        abstract=publication.abstract,
        publication_types=publication.publication_types,
        mesh=publication.mesh,
    )
    return draft if publication.abstract else draft.model_copy(update={"basis": Basis.METADATA})
