"""Amounts: exact decimals, rounded only where money changes hands."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import cast

# ISO 4217 currencies whose minor unit is not a hundredth.
_MINOR_DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}


def minor_unit(currency: str) -> Decimal:
    """The smallest amount of a currency, e.g. 0.01."""
    return Decimal(1).scaleb(-_MINOR_DIGITS.get(currency, 2))


def rounded(value: object, currency: str) -> Decimal:
    """An amount in the currency's minor unit, half away from zero."""
    return cast("Decimal", value).quantize(minor_unit(currency), ROUND_HALF_UP)
