"""The API is described where people look for it, and its answers carry the headers that pages carry."""

from django.test import Client


def test_the_description_can_be_read_at_api_docs(client: Client, settings: object) -> None:
    shown = client.get("/api/docs")
    assert shown.status_code == 200
    assert "swagger-ui" in shown.content.decode()
    assert "'unsafe-inline'" not in shown["Content-Security-Policy"]


def test_every_router_is_in_the_description(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    for path in ("/api/v1/reports", "/api/v1/cases/{case_id}/{move}", "/api/v1/store/orders", "/api/v1/figures"):
        assert path in described["paths"], path


def test_an_answer_of_the_api_is_never_sniffed_nor_framed(client: Client) -> None:
    answer = client.get("/api/v1/me")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_a_refusal_is_in_the_callers_language(client: Client) -> None:
    assert client.get("/api/v1/me", headers={"Accept-Language": "en"}).json()["title"] == "Please sign in first."
    assert client.get("/api/v1/me", headers={"Accept-Language": "zh-CN"}).json()["title"] == "请先登录。"


def test_malformed_input_is_told_field_by_field(client: Client) -> None:
    answer = client.post("/api/v1/codes", "{}", content_type="application/json")
    assert answer.status_code == 422
    assert any("phone" in name for name in answer.json()["fields"])
