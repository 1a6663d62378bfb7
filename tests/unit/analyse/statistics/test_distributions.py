"""Tails and quantiles against printed tables, and the quantiles of mixtures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.analyse.statistics import distributions
from mkdocs_scorecards.analyse.statistics.arrays import Floats
from mkdocs_scorecards.analyse.statistics.distributions import (
    TMixture,
    f_upper_tail,
    mixture,
    t_density,
    t_upper_tail,
)


@pytest.mark.parametrize(
    ("df", "t", "tail"),
    [
        (1, 12.7062047, 0.025),
        (2, 2.9199856, 0.05),
        (5, 4.0321430, 0.005),
        (10, 2.2281389, 0.025),
        (120, 1.6576509, 0.05),
    ],
)
def test_the_tail_of_t_is_that_of_the_table(df: int, t: float, tail: float) -> None:
    assert float(t_upper_tail(t, df)) == pytest.approx(tail, rel=1e-6)
    assert float(t_upper_tail(-t, df)) == pytest.approx(1 - tail, rel=1e-6)


@pytest.mark.parametrize(
    ("above", "below", "ratio", "tail"),
    [
        (3, 10, 3.7082648, 0.05),
        (11, 40, 2.0375763, 0.05),
        (2, 5, 13.2739, 0.01),
        (1, 1, 161.4476, 0.05),
        (1, 7, 5.5914, 0.05),
    ],
)
def test_the_tail_of_f_is_that_of_the_table(above: int, below: int, ratio: float, tail: float) -> None:
    assert f_upper_tail(ratio, above, below) == pytest.approx(tail, rel=1e-4)


def test_a_ratio_of_nothing_is_no_evidence() -> None:
    assert f_upper_tail(0.0, 3, 10) == 1.0


def test_no_degrees_of_freedom_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1, not 0"):
        t_upper_tail(1.0, 0)


@given(st.floats(-50, 50), st.integers(1, 250))
def test_both_tails_of_t_add_up_to_one(t: float, df: int) -> None:
    assert float(t_upper_tail(t, df) + t_upper_tail(-t, df)) == pytest.approx(1.0, abs=1e-12)


@given(st.floats(0.001, 0.999), st.integers(1, 250))
def test_the_quantile_of_t_undoes_its_tail(probability: float, df: int) -> None:
    single = TMixture(locations=np.zeros(1), scales=np.ones(1), weights=np.ones(1), df=df)

    assert float(t_upper_tail(single.quantiles(probability)[0], df)) == pytest.approx(1 - probability, abs=1e-9)


def test_the_tail_reaches_to_the_end_of_the_line() -> None:
    assert t_upper_tail(np.array([-np.inf, 0.0, np.inf]), 9) == pytest.approx([1.0, 0.5, 0.0])


def test_the_density_is_the_slope_of_the_tail() -> None:
    points = np.linspace(-4, 4, 17)
    slope = (t_upper_tail(points - 1e-6, 7) - t_upper_tail(points + 1e-6, 7)) / 2e-6

    assert t_density(points, 7) == pytest.approx(slope, rel=1e-6)


@given(
    st.lists(st.tuples(st.floats(-100, 100), st.floats(0.01, 50), st.floats(0.01, 1)), min_size=1, max_size=6),
    st.integers(3, 60),
)
def test_the_quantiles_of_a_mixture_undo_its_tail(parts: list[tuple[float, float, float]], df: int) -> None:
    locations, scales, weights = (np.array(column) for column in zip(*parts, strict=True))
    mixed = TMixture(locations=locations, scales=scales, weights=weights / weights.sum(), df=df)

    for probability, value in zip((0.025, 0.5, 0.9), mixed.quantiles(0.025, 0.5, 0.9), strict=True):
        assert mixed.upper_tail(value) == pytest.approx(1 - probability, abs=1e-6)


def test_a_quantile_that_is_found_is_not_searched_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def counted(t: Floats, df: int) -> Floats:
        nonlocal asked
        asked += 1
        return t_upper_tail(t, df)

    monkeypatch.setattr(distributions, "t_upper_tail", counted)
    generator = np.random.default_rng(5)
    for _ in range(50):
        weights = generator.uniform(0.01, 1, size=60)
        scales = generator.uniform(0.2, 2, size=60)
        locations = generator.normal(size=60)
        TMixture(locations=locations, scales=scales, weights=weights / weights.sum(), df=20).quantiles(0.1, 0.5, 0.9)

    assert asked / 50 < 6


def test_weightless_parts_of_a_mixture_are_dropped_and_the_rest_add_up_to_one() -> None:
    mixed = mixture(np.array([0.0, 9.0, 1.0]), np.ones(3), np.array([0.5, 1e-9, 0.5 - 1e-9]), 8)

    assert mixed.locations.tolist() == [0.0, 1.0]
    assert mixed.weights.sum() == pytest.approx(1.0)
