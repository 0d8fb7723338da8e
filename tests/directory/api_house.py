"""An app with the directory of a test behind it, and nothing else of the house."""

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.directory.api.routes import open_referral
from bot.directory.open import Directory
from bot.directory.places import Places
from bot.settings import PROJECT, Settings
from bot.storage.engine import Database


@dataclass
class ApiHouse:
    database: Database
    app: FastAPI
    client: TestClient

    def get(self, path: str, **query):
        return self.client.get(f"/api/open-referral{path}", params=query)


def api_house(database: Database, table: Path = Path("nowhere.npy"), **settings) -> ApiHouse:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    places = Places(PROJECT / "data" / "places", table)
    app.state.gateway = SimpleNamespace(
        settings=Settings(_env_file=None, **settings),
        database=database,
        directory=Directory(database, places),
    )
    app.include_router(open_referral)
    return ApiHouse(database, app, TestClient(app))
