"""The bar that shows the training is full when it is done, not before."""

import importlib

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.commands.train import STEPS
from bot.settings import PROJECT


def test_the_bar_has_a_step_for_each_component_that_is_trained() -> None:
    config = yaml.safe_load((PROJECT / "config.yml").read_text())
    names = [part["name"] for part in (*config["pipeline"], *config["policies"])]
    for name in names:
        if "." in name:
            importlib.import_module(name.rpartition(".")[0])
    known = DefaultV1Recipe()
    classes = [known._from_registry(name.rpartition(".")[2]) for name in names]
    assert sum(found.is_trainable for found in classes) == STEPS
