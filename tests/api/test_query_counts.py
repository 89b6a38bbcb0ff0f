"""What each list, detail and history costs the database: the same for one row and for ten."""

from api.urls import router
from tests.api.world import make_world
from tests.query_counts import hold, queries_of

MOST_FOR_A_LIST = 8
REFERENCE = ("regions", "affairs", "agencies")
KEPT = [prefix for prefix, _viewset, _name in router.registry if prefix not in REFERENCE]


def cost(client, url):
    assert client.get(url).status_code == 200, url
    return queries_of(lambda: client.get(url))


def test_no_list_pays_for_each_of_its_rows(house, as_program):
    client, world = as_program(house.sari), make_world(house)
    lists = [f"/api/v1/{prefix}/" for prefix, _viewset, _name in router.registry]
    one = {url: cost(client, url) for url in lists}
    for _turn in range(9):
        world.grow()

    for url in lists:
        assert one[url] <= MOST_FOR_A_LIST, url
        hold(f"GET {url}", one=one[url], ten=cost(client, url))


def test_no_detail_pays_for_each_of_its_parts(house, as_program):
    client, world = as_program(house.sari), make_world(house)
    world.grow(children=10)
    views = {prefix: viewset for prefix, viewset, _name in router.registry}

    for prefix in KEPT:
        small, large = (f"/api/v1/{prefix}/{record.pk}/" for record in world.records[prefix])
        key = f"GET /api/v1/{prefix}/{{id}}/"
        hold(key, one=cost(client, small), ten=cost(client, large))
        if "history" not in views[prefix].permissions:
            continue
        stories = cost(client, f"{small}history/"), cost(client, f"{large}history/?limit=100")
        hold(f"{key}history/", one=stories[0], ten=stories[1])
