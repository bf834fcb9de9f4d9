"""The routes of the workbench, one file a subject."""

from evidence.web.routes import (
    adjudicating,
    agreement,
    api,
    assets,
    description,
    door,
    judging,
    pages,
    projects,
    queue,
    reading,
)

ROUTERS = (
    assets.router,
    door.router,
    pages.router,
    reading.router,
    judging.router,
    queue.router,
    adjudicating.router,
    agreement.router,
    projects.router,
    api.router,
    description.router,
)
