"""The open API: every room's router under /api/v1/, described at /api/docs."""

from importlib import import_module

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.docs import Swagger

from benfu.conf.rooms import modules
from benfu.platform.identity.api_auth import api_auth
from benfu.platform.lib.errors import Problem
from benfu.ui.problems import misfit, problem_json

api = NinjaAPI(
    title="benfu", version="1", urls_namespace="api", auth=api_auth, docs_url=None, openapi_url="/openapi.json"
)
for module in modules("api"):
    api.add_router("", import_module(module).router)


@api.exception_handler(Problem)
def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer a refusal as problem+json."""
    return problem_json(problem)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer malformed input as problem+json, field by field."""
    fields = {".".join(str(part) for part in one["loc"][1:]) or "body": one["msg"] for one in error.errors}
    return problem_json(misfit(fields))


def docs(request: HttpRequest) -> HttpResponse:
    """Show the description of the API, to be read and tried."""
    return Swagger().render_page(request, api)
