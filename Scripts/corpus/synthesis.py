"""MIDI files played by fluidsynth to memory."""

import os
import subprocess
import tempfile
from array import array
from pathlib import Path

from sound import FULL_SCALE, SoundError

# Everything that could differ between two set-ups is fixed, so the samples are.
SETTINGS = ["-g", "0.25", "-C", "0", "-o", "synth.cpu-cores=1", "-o", "synth.polyphony=256",
            "-o", "synth.dynamic-sample-loading=1", "-o", "synth.reverb.room-size=0.4", "-o", "synth.reverb.damp=0.3",
            "-o", "synth.reverb.width=0.5", "-o", "synth.reverb.level=0.4"]


def play(midi, soundfont, rate, reverb, seconds=None):
    """The left channel of a MIDI file's bytes, played with a SoundFont; only the first `seconds` if given."""
    with tempfile.TemporaryDirectory() as folder:
        score = Path(folder) / "score.mid"
        score.write_bytes(midi)
        pipe = Path(folder) / "audio.raw"
        os.mkfifo(pipe)
        player = subprocess.Popen(
            ["fluidsynth", "-n", "-i", "-q", "-F", str(pipe), "-T", "raw", "-O", "float", "-r", str(rate),
             "-R", str(int(reverb))] + SETTINGS + [str(soundfont), str(score)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(pipe, "rb") as audio:
            data = audio.read() if seconds is None else audio.read(8 * round(seconds * rate))
        player.kill()
        player.wait()
    left = array("f", data[:len(data) // 8 * 8])[0::2]
    top = max(max(left), -min(left)) if left else 0.0
    if top == 0.0:
        raise SoundError("gave no sound")
    # Floating point samples have neither clipping nor a noise floor: any level will do.
    return array("i", [round(0.5 / top * FULL_SCALE * value) for value in left])
