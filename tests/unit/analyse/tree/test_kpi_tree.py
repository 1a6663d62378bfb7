from mkdocs_scorecards.model.ids import KpiId
from tree_builders import a_tree


def test_a_tree_reads_from_the_root_with_each_kpi_before_its_parts() -> None:
    tree = a_tree({"y": "a * b - c", "a": "d + e", "b": "e + f", "other": "y + z"})

    assert tree.kpis == ("y", "a", "d", "b", "e", "f", "c")
    assert tree.leaves == ("d", "e", "f", "c")
    assert set(tree.formulas) == {"y", "a", "b"}
    assert tree.parts(KpiId("b")) == ("e", "f")
    assert tree.parts(KpiId("c")) == ()


def test_a_kpi_that_is_used_at_two_depths_comes_after_the_deeper_use() -> None:
    assert a_tree({"y": "a + b", "b": "c", "c": "a"}).kpis == ("y", "b", "c", "a")


def test_a_very_deep_tree_is_walked() -> None:
    chain = {f"k{number}": f"k{number + 1} + 1" for number in range(3_000)}

    assert a_tree(chain, "k0").leaves == ("k3000",)
