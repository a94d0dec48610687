"""Who is in which split. Needs no packages: names decide."""

import tempfile
import unittest

from support import EmptyPackages

import music_sources
import speech_sources
from splits import ASSIGNED, is_held_back, split_of

KLETTRES = ("ar", "cs", "da", "de", "en", "he", "hu", "nb", "pt_BR", "uk")
KTUBERLING = ("da", "de", "nn", "sr", "sr@latin", "uk")
TUXPAINT = ("da", "fr", "pt_BR")
ASTERISK = {"en": "en_US_f_Allison", "es": "es_MX_f_Allison", "fr": "fr_CA_f_June", "it": "it_IT_m_Carlo",
            "ru": "ru_RU_f_IvrvoiceRU"}
SONIC_PI = ("ambi_choir", "ambi_drone", "ambi_lunar_land", "bass_hit_c", "bass_voxy_c", "bass_voxy_hit_c", "drum_roll",
            "guit_e_slide", "guit_em9", "loop_amen", "loop_amen_full", "mehackit_robot1", "perc_bell", "perc_snap", "tabla_ke1")


def speech_names():
    for language in KLETTRES:
        yield f"klettres-data/usr/share/klettres/{language}/alpha/a.ogg"
    for language in KTUBERLING:
        yield f"ktuberling-data/usr/share/ktuberling/sounds/{language}/eye.ogg"
    for language in TUXPAINT:
        yield f"tuxpaint-stamps-default/usr/share/tuxpaint/stamps/food/apple_desc_{language}.ogg"
    for code, folder in ASTERISK.items():
        for form in ("wav", "g722"):
            yield f"asterisk-core-sounds-{code}-{form}/usr/share/asterisk/sounds/{folder}/digits/1.{form}"
            yield f"asterisk-core-sounds-{code}-{form}/usr/share/asterisk/sounds/{folder}/silence/1.{form}"
    yield "asterisk-prompt-it-menardi-wav/usr/share/asterisk/sounds/it_IT_f_Menardi/hello.wav"
    for language in ("cs", "nl"):
        for part in ("m", "v"):
            yield f"fillets-ng-data-{language}/usr/share/games/fillets-ng/sound/elk/{language}/los-{part}-los.ogg"


class Splits(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        names = list(speech_names()) + [f"sonic-pi-samples/{name}.flac" for name in SONIC_PI]
        self.packages = EmptyPackages(folder.name, names)

    def speech(self):
        groups = []
        for source in (speech_sources.klettres, speech_sources.ktuberling, speech_sources.tuxpaint, speech_sources.fillets):
            groups += source(self.packages)
        for form in ("wav", "g722"):
            groups += speech_sources.asterisk(self.packages, form)
        return groups

    def test_judges_are_in_test_alone(self):
        judges = ["asterisk-june", "asterisk-ivrvoice"] + [f"klettres-{each}" for each in ("cs", "he", "hu", "nb", "pt_BR")]
        found = {group.name: split_of(group.name) for group in self.speech()}
        for judge in judges:
            self.assertEqual(found.get(judge), "test", judge)

    def test_held_back_loops_and_samples_are_in_test_alone(self):
        splits = {}
        for group in music_sources.sonic_pi(self.packages):
            for recording in group.recordings:
                splits[recording.path.stem] = split_of(group.name)
        self.assertEqual(set(splits), set(SONIC_PI))
        for name, split in splits.items():
            held_back = name.startswith(("loop_", "guit_", "bass_voxy", "mehackit", "perc_bell")) or name in (
                "ambi_drone", "ambi_lunar_land")
            self.assertEqual(split == "test", held_back, name)

    def test_volunteers_of_a_language_share_a_split(self):
        splits = {}
        for group in self.speech():
            if group.name.startswith(("klettres", "ktuberling", "tuxpaint")):
                splits.setdefault(group.language, set()).add(split_of(group.name))
        self.assertEqual({language: len(each) for language, each in splits.items() if len(each) != 1}, {})

    def test_a_file_belongs_to_one_group(self):
        seen = {}
        for group in self.speech():
            for recording in group.recordings:
                self.assertEqual(seen.setdefault(recording.path, group.name), group.name)

    def test_silence_and_copies_are_no_voices(self):
        groups = self.speech()
        self.assertFalse([r.path for group in groups for r in group.recordings if r.path.parent.name == "silence"])
        self.assertNotIn("ktuberling-sr@latin", [group.name for group in groups])

    def test_nothing_held_back_is_assigned_elsewhere(self):
        self.assertEqual([name for name in ASSIGNED if is_held_back(name)], [])

    def test_chance_divides_into_three(self):
        splits = [split_of(f"gm-program-{program:03d}") for program in range(120)]
        self.assertEqual(set(splits), {"train", "dev", "test"})
        self.assertGreater(splits.count("train"), 80)
        self.assertEqual(splits, [split_of(f"gm-program-{program:03d}") for program in range(120)])


if __name__ == "__main__":
    unittest.main()
