"""The routes of the workbench, one file a subject."""

from evidence.web.routes import assets, description, door, pages, reading

ROUTERS = (assets.router, door.router, pages.router, reading.router, description.router)
