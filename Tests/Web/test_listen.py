"""Runs the listening page, Docs/listen, in headless Chromium, from the file system.

Skipped, with exit status 4, where Chromium, its driver or Selenium is missing. SCREENSHOTS=FOLDER takes screenshots instead.
"""

import os
import shutil
import sys
import unittest
from pathlib import Path

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait
except ImportError:
    webdriver = None

PAGE = Path(__file__).resolve().parents[2] / "Docs" / "listen"
LARGEST_SIZE = 3_000_000
SKIPPED = 4  # skipExitCode in Tests/Skip.h

PREPARATION = (Path(__file__).parent / "prepare.js").read_text()


def start(width=1200, height=1000, dark=False):
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--mute-audio",
    ):
        options.add_argument(argument)
    driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
    driver.set_script_timeout(120)
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": PREPARATION})
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    theme = "dark" if dark else "light"
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    driver.get(PAGE.as_uri() + "/index.html")
    wait_for(driver, "return !document.getElementById('play').disabled")
    return driver


def wait_for(driver, script, *arguments):
    WebDriverWait(driver, 60, poll_frequency=0.05).until(lambda d: d.execute_script(script, *arguments), script)


class ListeningPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.driver = start()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()

    def setUp(self):
        self.run_script("if (player.playing) playOrPause()")
        self.choose_sound("speech")
        self.click("depths", "4")
        self.click("versions", "quantised")
        self.run_script("player.position = 0")

    def tearDown(self):
        self.assertEqual(self.run_script("return window.failures"), [])
        self.assertEqual([entry for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")], [])

    def run_script(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def choose_sound(self, sound):
        self.click("sounds", sound)
        wait_for(self.driver, "return !document.getElementById('play').disabled")

    def click(self, group, value):
        self.driver.find_element(By.CSS_SELECTOR, f"#{group} [data-value='{value}']").click()

    def press(self, key):
        self.driver.find_element(By.TAG_NAME, "body").send_keys(key)

    def pressed(self, group):
        found = self.driver.find_elements(By.CSS_SELECTOR, f"#{group} [aria-pressed='true']")
        return [button.get_attribute("data-value") for button in found]

    def test_is_small_and_needs_no_network(self):
        files = [file for file in PAGE.rglob("*") if file.is_file()]
        self.assertLessEqual(sum(file.stat().st_size for file in files), LARGEST_SIZE)
        for file in files:
            if file.suffix in (".html", ".css", ".js"):
                text = file.read_text()
                for word in ("fetch(", "XMLHttpRequest", "@import", "src=\"http", "url(http"):
                    self.assertNotIn(word, text, file.name)

    def test_every_version_of_every_sound_is_heard_without_a_gap(self):
        # The output is that version from 50 ms after the change; while it crosses over, it is between the two.
        for sound in self.run_script("return sounds.map(({ id }) => id)"):
            self.choose_sound(sound)
            for bits in (4, 6, 8):
                self.click("depths", bits)
                differences = self.driver.execute_async_script(
                    """const [bits, done] = arguments;
                    const changes = versions.map(({ id }, i) => [0.2 + 0.2 * i, () => chooseVersion(id)]);
                    render(0.3, 0.2 * (versions.length + 1), changes).then((output) => {
                        const found = versions.map(({ id }, i) => difference(output, id, bits, 0.3, 0.25 + 0.2 * i, 0.39 + 0.2 * i));
                        done(found.concat(difference(output, "quantised", bits, 0.3, 0.06, 0.19)));
                    });""",
                    bits,
                )
                self.assertEqual(len(differences), 8)
                self.assertLess(max(differences), 1e-5, f"{sound} at {bits} bit: {differences}")
                self.click("versions", "quantised")

    def test_changing_depth_and_loudness_keeps_the_place(self):
        differences = self.driver.execute_async_script(
            """const done = arguments[0];
            const places = [];
            const at = (change) => (rendered) => {
                const before = rendered.position;
                change();
                places.push(rendered.position - before);
            };
            const changes = [[0.5, at(() => chooseDepth(8))], [0.8, at(() => chooseVersion("v02"))], [1.1, at(() => chooseDepth(4))]];
            render(2, 1.4, changes).then((output) => {
                state.bits = 4;
                const found = [difference(output, "quantised", 4, 2, 0.06, 0.49), difference(output, "v02", 4, 2, 1.15, 1.4)];
                state.bits = 8;
                found.push(difference(output, "quantised", 8, 2, 0.55, 0.79), difference(output, "v02", 8, 2, 0.85, 1.09));
                done(found.concat(places));
            });"""
        )
        self.assertEqual(len(differences), 7)
        self.assertLess(max(map(abs, differences)), 1e-5)

    def test_crossing_over_is_between_the_two_versions(self):
        outside = self.driver.execute_async_script(
            """const done = arguments[0];
            const samples = decoded.get(state.sound);
            render(1, 0.6, [[0.3, () => chooseVersion("clean")]]).then((output) => {
                const rate = 16000, begin = rate - 800;
                const gain = 0.7 * 10 ** (figuresOf("quantised").gain / 20);
                let outside = 0;
                for (let i = 4800; i < 6400; ++i) {
                    const a = gain * samples.get("quantised at 4 bit")[begin + i], b = 0.7 * samples.get("clean")[begin + i];
                    outside = Math.max(outside, Math.min(a, b) - output[i], output[i] - Math.max(a, b));
                }
                done(outside);
            });"""
        )
        self.assertLess(outside, 1e-5)

    def test_plays_in_real_time_and_switches_at_the_same_place(self):
        for sound in self.run_script("return sounds.map(({ id }) => id)"):
            self.choose_sound(sound)
            self.run_script("if (!player.playing) playOrPause()")  # goes on playing when the sound changes
            for version in ("clean", "quantised", "wiener", "gabor", "dct", "v01", "v02"):
                # The place against the clock of the audio, so that a busy machine makes no difference.
                place = "return [player.position - output.context.currentTime, player.duration]"
                before, duration = self.run_script(place)
                self.click("versions", version)
                moved = self.run_script(place)[0] - before
                self.assertLess(abs(moved - duration * round(moved / duration)), 0.05, f"{sound}, {version}")
                self.assertEqual(self.pressed("versions"), [version])
                wait_for(self.driver, "return latestOutput().some((x) => Math.abs(x) > 0.01)")
            self.assertEqual(self.driver.find_element(By.ID, "play").text, "Pause")

    def test_matched_versions_are_equally_loud(self):
        gains = self.run_script(
            """return sounds.flatMap(({ depths }) => Object.values(depths)).flatMap(Object.values).map(({ gain }) => gain)"""
        )
        self.assertLess(max(map(abs, gains)), 3)
        self.assertTrue(self.run_script("return document.getElementById('match').checked"))

    def test_stored_samples_are_as_precise_as_said(self):
        # Chromium decodes positive samples as n / 32767, the others as n / 32768.
        for bits in (4, 6, 8):
            largest = self.run_script(
                """const [bits] = arguments;
                const levels = 2 ** (bits + 6 - 1);
                const samples = decoded.get("speech").get(keyOf("v02", bits));
                return samples.reduce((most, x) => Math.max(most, Math.abs(x - Math.round(x * levels) / levels)), 0);""",
                bits,
            )
            self.assertLess(largest, 1 / 32767)
        quantised = self.run_script(
            "return [...new Set(decoded.get('speech').get('quantised at 4 bit').map((x) => 8 * Math.abs(x)))].sort()"
        )
        self.assertEqual(quantised, [i + 0.5 for i in range(8)])

    def test_shown_snr_is_that_of_the_samples(self):
        differences = self.run_script(
            """const samples = decoded.get('speech');
            const clean = samples.get('clean');
            const differences = [];
            for (const bits of depths)
                for (const [version, { snr }] of Object.entries(sounds.find(({ id }) => id === 'speech').depths[bits])) {
                    let signal = 0, noise = 0;
                    samples.get(keyOf(version, bits)).forEach((x, i) => { signal += clean[i] ** 2; noise += (x - clean[i]) ** 2; });
                    differences.push(Math.abs(10 * Math.log10(signal / noise) - snr));
                }
            return differences;"""
        )
        self.assertEqual(len(differences), 18)
        self.assertLess(max(differences), 0.05)

    def test_keys(self):
        versions = ["clean", "quantised", "wiener", "gabor", "dct", "v01", "v02"]
        for key, version in enumerate(versions, 1):
            self.press(str(key))
            self.assertEqual(self.pressed("versions"), [version])
        self.press("2")
        self.press("x")
        self.assertEqual(self.pressed("versions"), ["v02"])
        self.press("x")
        self.assertEqual(self.pressed("versions"), ["quantised"])
        for bits in ("6", "8", "4"):
            self.press("b")
            self.assertEqual(self.pressed("depths"), [bits])
        self.press("m")
        self.assertFalse(self.run_script("return document.getElementById('match').checked"))
        self.press("m")
        self.press("p")
        self.assertTrue(self.run_script("return player.playing"))
        self.press("p")
        self.assertFalse(self.run_script("return player.playing"))
        self.press("s")
        self.assertEqual(self.pressed("sounds"), ["strings"])
        self.driver.find_element(By.ID, "keys").click()
        self.press("1")
        self.assertEqual(self.pressed("versions"), ["quantised"])
        self.driver.find_element(By.ID, "keys").click()

    def test_place_can_be_chosen(self):
        self.run_script(
            "const place = document.getElementById('place'); place.value = 0.5; place.dispatchEvent(new Event('input'))"
        )
        self.assertAlmostEqual(self.run_script("return player.position / player.duration"), 0.5, delta=0.01)
        self.press("p")
        self.press("p")
        self.assertGreaterEqual(self.run_script("return player.position / player.duration"), 0.49)

    def test_controls_have_names_and_states(self):
        for button in self.driver.find_elements(By.TAG_NAME, "button"):
            self.assertTrue(button.accessible_name)
            self.assertEqual(button.aria_role, "button")
        for group in ("sounds", "depths", "versions"):
            self.assertEqual(len(self.pressed(group)), 1)
        self.assertIn("Quantised, 4 bit", self.driver.find_element(By.ID, "status").text)

    def test_fits_a_phone(self):
        driver = start(360, 740)
        try:
            self.assertLessEqual(driver.execute_script("return document.documentElement.scrollWidth"), 360)
        finally:
            driver.quit()


def take_screenshots(folder):
    for name, width, height in (("desktop", 1200, 1000), ("phone", 375, 1500)):
        for dark in (False, True):
            driver = start(width, height, dark)
            try:
                driver.execute_script("chooseVersion('v02'); player.position = 0.4 * player.duration; show()")
                driver.save_screenshot(f"{folder}/{name}-{'dark' if dark else 'light'}.png")
            finally:
                driver.quit()


if __name__ == "__main__":
    if webdriver is None or not shutil.which("chromium") or not shutil.which("chromedriver"):
        print("skipped: needs chromium, chromium-driver and python3-selenium")
        sys.exit(SKIPPED)
    if "SCREENSHOTS" in os.environ:
        take_screenshots(os.environ["SCREENSHOTS"])
    else:
        unittest.main()
