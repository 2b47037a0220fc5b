"""The routes that change what is known by a file at a time."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from assistant.service.access import REFUSED_TO_MANAGE, ManagerFirst, Manages
from assistant.service.logs import logger
from assistant.service.problems import documented
from assistant.service.sources import Source, described, visible_document
from assistant.service.uploads import Uploads

router = APIRouter(tags=["sources"], route_class=ManagerFirst)

PATH = "/v1/sources"


class Uploaded(BaseModel):
    """The documents that a file holds."""

    sources: list[Source]


@router.post(PATH, status_code=201, responses=REFUSED_TO_MANAGE | documented(408, 413, 422, 503))
async def upload(
    request: Request,
    file: Annotated[
        UploadFile, File(description="of any format that a folder may hold; one of the same name is replaced")
    ],
    audience: Annotated[str, Form(description="who may see it: public, internal, partner:<name>, …")],
    caller: Manages,
) -> Uploaded:
    """Add one file to the folder of uploads, and load it. What the file says of its audience must be the same."""
    uploads: Uploads = request.app.state.uploads
    place = await run_in_threadpool(uploads.stage, file.filename or "", audience, file.file, caller.viewer)
    documents = await uploads.take(place)
    logger().info("upload", owner=caller.owner, source=documents[0].file if documents else place.name)
    return Uploaded(sources=[described(each) for each in documents])


@router.delete(PATH + "/{id}", status_code=204, responses=REFUSED_TO_MANAGE | documented(404, 422, 503))
async def remove(request: Request, id: str, caller: Manages) -> None:  # noqa: A002 (as answers call it)
    """Delete the uploaded file that this document came in, with everything that is known from it."""
    uploads: Uploads = request.app.state.uploads
    document = await run_in_threadpool(visible_document, request.app.state.services.catalog, id, caller.viewer)
    await uploads.drop(document, caller.viewer)
    logger().info("removal", owner=caller.owner, source=document.source)
