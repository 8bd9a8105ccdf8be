"""English or not."""

import pytest

from kg.readers.language import is_english


@pytest.mark.parametrize(
    "text",
    [
        "The ferries will return after the storm, the harbour master said.",
        "Markets rally",
        "Mayor Jane Roe visits Northern Harbour",
        "Roe beats Doe 6-4 6-2; Smith, Jones, Miller out",
        "He called it “un désastre complet”, which the mayor of the town took to be a joke, and nobody laughed.",
    ],
)
def test_english_is_known(text):
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Der Hafenmeister sagte am Montag, die Fähren würden nach dem Sturm wieder fahren.",
        "Le maire a déclaré lundi que les bateaux reviendraient après la tempête.",
        "El alcalde dijo el lunes que los barcos volverán después de la tormenta.",
        "De burgemeester zei maandag dat de boten na de storm terugkeren.",
        "Мэр заявил в понедельник, что паромы вернутся после шторма.",
        "市長は月曜日、嵐の後にフェリーが戻ると述べた。",
        "πλοία λιμάνι",
        "xq zvb wkk jjt " * 30,
    ],
)
def test_what_is_not_english_is_known(text):
    assert not is_english(text)
