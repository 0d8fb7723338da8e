"""Two gateways on one database hear of each other's news through Redis."""

import asyncio

import pytest
import redis

from bot.conversations.hub import Hub

URL = "redis://127.0.0.1:6379/9"


@pytest.fixture
def redis_url():
    try:
        redis.Redis.from_url(URL, socket_connect_timeout=1).ping()
    except redis.RedisError:
        pytest.skip("no Redis answers on 127.0.0.1:6379")
    return URL


async def test_news_of_one_gateway_wakes_a_page_of_the_other(redis_url):
    here, there = Hub(redis_url), Hub(redis_url)
    here.start()
    there.start()
    try:
        with there.listening("talk-1") as event:
            # The other hub may still be subscribing: tell until it hears.
            for _ in range(50):
                here.tell("talk-1")
                await asyncio.sleep(0.1)
                if event.is_set():
                    break
            assert event.is_set()
    finally:
        here.stop()
        there.stop()


async def test_without_redis_news_stays_in_the_house():
    hub = Hub()
    hub.start()
    with hub.listening("talk-1") as event:
        hub.tell("talk-1")
        await asyncio.wait_for(event.wait(), 2)
    hub.stop()
