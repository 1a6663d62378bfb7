from decimal import Decimal

import pytest

from mkdocs_scorecards.analyse.tree.sensitivity import Sensitivity, sensitivities
from mkdocs_scorecards.model.ids import KpiId
from tree_builders import a_tree, figures


def test_a_leaf_is_changed_by_ten_per_cent_both_ways_and_the_root_evaluated_again() -> None:
    tree = a_tree({"y": "c / d", "c": "o - l"})

    assert sensitivities(tree, figures({"o": 30, "l": 10, "d": 8}))[:2] == (
        Sensitivity(
            kpi=KpiId("o"),
            root_plus=Decimal("2.875"),
            root_minus=Decimal("2.125"),
            plus=Decimal("0.375"),
            minus=Decimal("-0.375"),
            elasticity=Decimal("1.5"),
        ),
        Sensitivity(
            kpi=KpiId("l"),
            root_plus=Decimal("2.375"),
            root_minus=Decimal("2.625"),
            plus=Decimal("-0.125"),
            minus=Decimal("0.125"),
            elasticity=Decimal("-0.5"),
        ),
    )


def test_a_leaf_on_several_paths_moves_all_of_them() -> None:
    tree = a_tree({"profit": "revenue - cost", "revenue": "price * volume", "cost": "fixed + unit * volume"})
    present = figures({"price": 9, "volume": 130, "fixed": 320, "unit": "4.5"})
    volume = next(one for one in sensitivities(tree, present) if one.kpi == "volume")

    assert (volume.root_plus, volume.plus) == (Decimal("323.5"), Decimal("58.5"))
    assert volume.elasticity == pytest.approx(Decimal(585) / 265)


def test_a_change_that_divides_by_zero_has_no_outcome() -> None:
    (a, b) = sensitivities(a_tree({"y": "1 / (a - b)"}), figures({"a": 10, "b": 11}))

    assert (a.root_plus, a.plus) == (None, None)
    assert a.root_minus == Decimal("-0.5")
    assert b.root_plus == pytest.approx(Decimal(1) / Decimal("-2.1"))


def test_a_root_of_zero_has_no_elasticity() -> None:
    (a, _) = sensitivities(a_tree({"y": "a - b"}), figures({"a": 10, "b": 10}))

    assert a.plus == 1
    assert a.elasticity is None


def test_a_kpi_with_a_missing_part_counts_as_a_leaf_where_it_is_reported() -> None:
    tree = a_tree({"y": "c * p", "c": "o + n"})

    assert [one.kpi for one in sensitivities(tree, figures({"o": 1, "c": 5, "p": 2}))] == ["c", "p"]


def test_a_root_that_cannot_be_computed_has_no_sensitivity() -> None:
    assert sensitivities(a_tree({"y": "a / b"}), figures({"a": 1, "b": 0, "y": 7})) == ()
