"""page_test.py DIST --program DEQUANTIZER --speech WAV [--axe FILE] [TEST ...]: tests the built page in headless Chromium, opened from disk, against the native program.

With --screenshots FOLDER it writes pictures of the page instead, at desktop and phone width, dark and light.
"""

import argparse
import functools
import http.server
import pathlib
import random
import struct
import subprocess
import tempfile
import threading
import time
import unittest
import wave

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

SECONDS = 180  # until a step counts as failed; the machine may be slow


def start_browser(profile, downloads, size=(1100, 1000)):
    options = webdriver.ChromeOptions()
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options)
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
    return browser


def choose(browser, file):
    browser.find_element(By.ID, "file").send_keys(str(pathlib.Path(file).resolve()))


def wait_until(browser, condition):
    return WebDriverWait(browser, SECONDS, 0.1).until(condition)


def message(browser):
    return browser.find_element(By.ID, "message").text


def wait_for_message(browser, beginning):
    wait_until(browser, lambda b: message(b).startswith(beginning))


def write_wav(path, samples, rate=16000):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(rate)
        file.writeframes(bytes(samples))


def samples_of(path):
    with wave.open(str(path), "rb") as file:
        size = file.getsampwidth()
        data = file.readframes(file.getnframes())
        return file.getframerate(), [
            int.from_bytes(data[i : i + size], "little", signed=True) / 2 ** (8 * size - 1) for i in range(0, len(data), size)
        ]


class PageTest(unittest.TestCase):
    arguments = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.work = pathlib.Path(cls.folder.name)
        cls.downloads = cls.work / "downloads"
        cls.downloads.mkdir()
        cls.browser = start_browser(cls.work / "profile", cls.downloads)

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.folder.cleanup()

    def setUp(self):
        self.browser.get(pathlib.Path(self.arguments.dist, "index.html").resolve().as_uri())

    def tearDown(self):
        self.assertEqual([entry["message"] for entry in self.browser.get_log("browser")], [])

    def native(self, *arguments):
        subprocess.run([self.arguments.program, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)

    def download(self):
        for old in self.downloads.iterdir():
            old.unlink()
        self.browser.find_element(By.ID, "download").click()
        wait_until(self.browser, lambda _: list(self.downloads.glob("*.wav")))
        return next(self.downloads.glob("*.wav"))

    def assert_same_sound(self, first, second):
        rate, samples = samples_of(first)
        expected_rate, expected = samples_of(second)
        self.assertEqual(rate, expected_rate)
        self.assertEqual(len(samples), len(expected))
        self.assertLessEqual(max(abs(a - b) for a, b in zip(samples, expected)), 1e-6)

    def test_the_download_is_what_the_program_writes(self):
        quantised, expected = self.work / "speech-4bit.wav", self.work / "expected.wav"
        self.native("quantize", self.arguments.speech, quantised, "--bits", 4)
        self.native("restore", quantised, expected)
        choose(self.browser, quantised)
        wait_for_message(self.browser, "Restored")
        found = self.browser.find_element(By.ID, "found").text
        self.assertIn("4 bit", found)
        self.assertIn("16000 Hz", found)
        self.assert_same_sound(self.download(), expected)

    def test_codes_of_8_bits_stay_exact(self):
        codes, expected = self.work / "codes.wav", self.work / "expected-codes.wav"
        noise = random.Random(1)
        level, samples = 128.0, []
        for _ in range(16000):
            level += noise.uniform(-6, 6) + 0.02 * (128 - level)
            samples.append(min(max(round(level), 0), 255))
        write_wav(codes, samples)
        self.native("restore", codes, expected)
        choose(self.browser, codes)
        wait_for_message(self.browser, "Restored")
        self.assert_same_sound(self.download(), expected)

    def test_quantising_first_is_what_the_program_does(self):
        quantised, expected = self.work / "speech-5bit.wav", self.work / "expected-5bit.wav"
        self.native("quantize", self.arguments.speech, quantised, "--bits", 5)
        self.native("restore", quantised, expected)
        choose(self.browser, self.arguments.speech)
        wait_for_message(self.browser, "The samples lie on no grid")
        Select(self.browser.find_element(By.ID, "quantise-bits")).select_by_value("5")
        self.browser.find_element(By.ID, "quantise").click()
        wait_for_message(self.browser, "Restored")
        self.assert_same_sound(self.download(), expected)

    def test_a_file_that_is_no_sound(self):
        broken = self.work / "broken.wav"
        broken.write_bytes(b"RIFF\x10\x00\x00\x00WAVEnothing")
        choose(self.browser, broken)
        wait_for_message(self.browser, "The WAV file has no description")
        broken.write_bytes(bytes(range(256)))
        choose(self.browser, broken)
        wait_for_message(self.browser, "broken.wav is not a sound")

    def test_a_file_that_ends_early(self):
        whole = pathlib.Path(self.arguments.speech).read_bytes()
        part = self.work / "part.wav"
        part.write_bytes(whole[:20001])
        choose(self.browser, part)
        wait_until(self.browser, lambda b: "Signs" in b.find_element(By.ID, "found").text)
        self.assertIn("0.62 s", self.browser.find_element(By.ID, "found").text)

    def test_one_sample(self):
        one = self.work / "one.wav"
        write_wav(one, [200])
        choose(self.browser, one)
        wait_for_message(self.browser, "Restored one.wav")
        expected = self.work / "expected-one.wav"
        self.native("restore", one, expected)
        self.assert_same_sound(self.download(), expected)

    def test_a_sound_that_is_too_long(self):
        long = self.work / "long.wav"
        length = 2 * 3600 * 44100
        with open(long, "wb") as file:
            file.write(struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + 2 * length, b"WAVE", b"fmt ", 16, 1, 1, 44100, 88200, 2, 16,
                                   b"data", 2 * length))
            file.truncate(44 + 2 * length)
        choose(self.browser, long)
        wait_for_message(self.browser, "The sound has 318 million samples")
        long.unlink()

    def test_keys_play_and_compare(self):
        self.browser.find_element(By.CSS_SELECTOR, "[data-demo=groove]").click()
        wait_for_message(self.browser, "Restored")
        body = self.browser.find_element(By.TAG_NAME, "body")
        restored = self.browser.find_element(By.ID, "hear-restored")
        body.send_keys("b")
        self.assertEqual(restored.get_attribute("aria-pressed"), "false")
        body.send_keys("b")
        self.assertEqual(restored.get_attribute("aria-pressed"), "true")
        body.send_keys(Keys.SPACE)
        self.assertEqual(self.browser.find_element(By.ID, "play").text, "Pause")
        wait_until(self.browser, lambda b: float(b.find_element(By.ID, "position").get_attribute("value")) > 0.02)
        body.send_keys(Keys.SPACE)
        self.assertEqual(self.browser.find_element(By.ID, "play").text, "Play")

    def test_live_the_samples_are_the_same(self):
        self.browser.find_element(By.CSS_SELECTOR, "[data-demo=bells]").click()
        wait_for_message(self.browser, "Restored")
        self.browser.find_element(By.ID, "live").click()
        wait_until(self.browser, lambda b: "ms live" in b.find_element(By.ID, "found").text)
        self.browser.find_element(By.ID, "play").click()
        wait_until(self.browser, lambda b: b.execute_script("return page.player.time") > 1.5)
        # The place of what was just played in the restored sound is where they differ least.
        self.browser.set_script_timeout(SECONDS)
        difference = self.browser.execute_async_script("""
            const done = arguments[0], { context, node } = page.live, analyser = new AnalyserNode(context, { fftSize: 8192 });
            node.connect(analyser);
            setTimeout(() => {
                const played = new Float32Array(8192), restored = page.restored[0];
                analyser.getFloatTimeDomainData(played);
                let least = Infinity;
                for (let at = 0; at + played.length <= restored.length; ++at) {
                    let most = 0;
                    for (let i = 0; i < played.length && most < least; ++i)
                        most = Math.max(most, Math.abs(played[i] - restored[at + i]));
                    least = Math.min(least, most);
                }
                done(least);
            }, 400);""")
        self.assertLess(difference, 1e-6)

    def test_every_control_has_a_name(self):
        self.browser.find_element(By.CSS_SELECTOR, "[data-demo=groove]").click()
        wait_for_message(self.browser, "Restored")
        for control in self.browser.find_elements(By.CSS_SELECTOR, "button, input, select, canvas:not([aria-hidden])"):
            self.assertTrue(control.accessible_name, control.get_attribute("outerHTML"))

    def test_axe_finds_nothing(self):
        if not self.arguments.axe:
            self.skipTest("no axe-core")
        for scheme in ("light", "dark"):
            self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                         {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
            self.browser.get(self.browser.current_url)
            self.browser.find_element(By.CSS_SELECTOR, "[data-demo=groove]").click()
            wait_for_message(self.browser, "Restored")
            self.browser.execute_script(self.arguments.axe.read_text())
            self.browser.set_script_timeout(SECONDS)
            violations = self.browser.execute_async_script("""
                const done = arguments[0];
                axe.run({ preload: false }).then(({ violations }) => done(violations.map(({ id, nodes }) =>
                    `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)));""")
            self.assertEqual(violations, [])

    def test_from_a_server(self):
        handler = functools.partial(QuietHandler, directory=self.arguments.dist)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            self.browser.get(f"http://127.0.0.1:{server.server_port}/")
            self.browser.find_element(By.CSS_SELECTOR, "[data-demo=bells]").click()
            wait_for_message(self.browser, "Restored Bells")
        finally:
            server.shutdown()
            server.server_close()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def take_screenshots(dist, folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        browser = start_browser(pathlib.Path(work, "profile"), work)
        for scheme in ("light", "dark"):
            for name, width in (("desktop", 1000), ("phone", 390)):
                browser.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                        {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
                metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
                browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
                browser.get(pathlib.Path(dist, "index.html").resolve().as_uri())
                browser.find_element(By.CSS_SELECTOR, "[data-demo=strings]").click()
                wait_for_message(browser, "Restored")
                browser.execute_script("page.seek(1.003)")
                metrics["height"] = browser.execute_script("return document.documentElement.scrollHeight")
                browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
                time.sleep(1)
                browser.save_screenshot(str(folder / f"web-{scheme}-{name}.png"))
        browser.quit()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dist")
    parser.add_argument("--program")
    parser.add_argument("--speech")
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--axe", type=pathlib.Path, help="axe.min.js, for the test of accessibility")
    arguments, rest = parser.parse_known_args()
    if arguments.screenshots:
        take_screenshots(arguments.dist, arguments.screenshots)
        return
    PageTest.arguments = arguments
    unittest.main(argv=["page_test.py", *rest], verbosity=2)


if __name__ == "__main__":
    main()
