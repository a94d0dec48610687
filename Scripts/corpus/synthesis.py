"""MIDI files played by fluidsynth to memory."""

import subprocess
import tempfile
from array import array
from pathlib import Path

from sound import FULL_SCALE, SoundError


def play(midi, soundfont, rate, reverb):
    """The left channel of a MIDI file's bytes, played with a SoundFont. The settings are fixed, so are the samples."""
    with tempfile.TemporaryDirectory() as folder:
        score = Path(folder) / "score.mid"
        score.write_bytes(midi)
        audio = Path(folder) / "audio.raw"
        subprocess.run(
            ["fluidsynth", "-n", "-i", "-q", "-F", str(audio), "-T", "raw", "-O", "float", "-r", str(rate), "-g", "0.25",
             "-R", str(int(reverb)), "-C", "0", "-o", "synth.cpu-cores=1", "-o", "synth.polyphony=256",
             "-o", "synth.reverb.room-size=0.4", "-o", "synth.reverb.damp=0.3", "-o", "synth.reverb.width=0.5",
             "-o", "synth.reverb.level=0.4", str(soundfont), str(score)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        stereo = array("f", audio.read_bytes())
    left = stereo[0::2]
    if not left:
        raise SoundError("gave no sound")
    if max(left) >= 1.0 or min(left) <= -1.0:
        raise SoundError("clipped")
    return array("i", [round(FULL_SCALE * value) for value in left])
