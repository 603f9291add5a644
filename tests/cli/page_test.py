"""The page that qed verify ends with, in a browser: figures, downloads, widths; and that the check can fail.

Without Chromium it fails where the variable CI is set, and is skipped otherwise.
"""

import base64
import json
import os
import re
import shutil
import tempfile
import unittest
from fractions import Fraction

import browser
from tool import CLASSES, ToolTest, qed

RUN = ("--cases", "60", "--seed", "7")

# Everything that a browser can tell about the page's figures, links and widths.
LOOK = """(() => {
  const figures = [...document.querySelectorAll('figure.plot')].map(figure => {
    const svg = figure.querySelector('svg'), box = svg ? svg.getBoundingClientRect() : {width: 0, height: 0};
    const drawn = svg ? [...svg.querySelectorAll('path, use')].filter(e => {
      const b = e.getBoundingClientRect(); return b.width + b.height > 0; }).length : 0;
    return {id: figure.id, width: box.width, height: box.height, drawn,
            colour: svg ? getComputedStyle(svg.querySelector('path[stroke^=var]') || svg).stroke : ''};
  });
  const wide = [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, pre, .theorem, .exact, svg') &&
    e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.outerHTML.slice(0, 120));
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  return {figures, wide, overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    twice: ids.filter((id, i) => ids.indexOf(id) !== i),
    dead: [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href').slice(1))
      .filter(id => !ids.includes(id)),
    scripts: document.scripts.length,
    classes: [...document.querySelectorAll('a.class-file')].map(a => ({name: a.download, href: a.href}))};
})()"""


def faults_of(seen, complaints):
    """What is wrong with a page, in words; nothing where it is all right."""
    faults = [f"{complaint}" for complaint in complaints]
    faults += [] if seen["figures"] else ["no figure"]
    for f in seen["figures"]:
        if f["width"] < 100 or f["height"] < 50:
            faults.append(f"{f['id']} is {f['width']} x {f['height']}")
        elif f["drawn"] < 5:
            faults.append(f"{f['id']} has {f['drawn']} visible strokes")
    faults += [f"too wide by {seen['overflow']}: {seen['wide'][:3]}"] if seen["overflow"] > 0 or seen["wide"] else []
    faults += [f"id {id} twice" for id in seen["twice"]] + [f"no place #{id}" for id in seen["dead"]]
    return faults


@unittest.skipUnless(browser.executable() or os.environ.get("CI"), "Chromium is not there (Debian package chromium)")
class Page(ToolTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser = cls.enterClassContext(browser.Browser()) if hasattr(cls, "enterClassContext") else None
        if cls.browser is None:
            cls.browser = browser.Browser().__enter__()
            cls.addClassCleanup(cls.browser.__exit__)

    pages = {}  # by what is asked for: drawing one takes longer than most tests

    def page(self, *arguments):
        """A copy of one's own of the page that qed verify ends with."""
        if arguments not in self.pages:
            result = self.assert_status(0, "verify", *RUN, *arguments, cwd=self.folder)
            self.assertEqual(result.stderr, "")  # every figure was drawn
            kept = tempfile.TemporaryDirectory()
            self.addClassCleanup(kept.cleanup)
            shutil.copytree(self.folder / "qed-verify", f"{kept.name}/qed-verify")
            self.pages[arguments] = result.stdout, kept.name
        self.text, kept = self.pages[arguments]
        shutil.copytree(f"{kept}/qed-verify", self.folder / "qed-verify", dirs_exist_ok=True)
        return self.folder / "qed-verify/index.html"

    def report(self):
        """What the same run says to programs."""
        if "json" not in self.pages:
            self.pages["json"] = json.loads(qed("verify", *RUN, "--format", "json").stdout)
        return self.pages["json"]

    def look(self, index, **how):
        self.browser.open(index, **how)
        seen = self.browser.evaluate(LOOK)
        return seen, faults_of(seen, self.browser.complaints())

    def test_it_is_all_right_at_every_width_and_in_the_dark(self):
        index = self.page("--example", CLASSES / "weather-habit.json")
        self.assertIn("\n  page: qed-verify/index.html\n", self.text)
        for how in ({}, {"width": 768}, {"width": 390}, {"width": 360}, {"dark": True}):
            seen, faults = self.look(index, **how)
            self.assertEqual(faults, [], how)
            self.assertGreater(len(seen["figures"]), 40)
            self.assertEqual(seen["scripts"], 0)
        self.look(index)
        light = self.browser.evaluate("getComputedStyle(document.body).backgroundColor")
        self.look(index, dark=True)
        self.assertNotEqual(light, self.browser.evaluate("getComputedStyle(document.body).backgroundColor"))
        self.browser.pdf(self.folder / "page.pdf")
        self.assertGreater((self.folder / "page.pdf").stat().st_size, 50_000)

    def test_it_says_what_the_report_says(self):
        index = self.page()
        self.browser.open(index)
        rows = self.browser.evaluate("[...document.querySelectorAll('#claims-table tbody tr')].map(r => "
                                     "[...r.cells].map(c => c.textContent.trim()))")
        shown = {row[0]: row for row in rows}
        report = self.report()
        self.assertGreater(len(report["claims"]), 10)
        for claim in report["claims"]:
            row = shown[claim["id"]]
            self.assertEqual((row[1], row[2], row[4], row[5]), ("holds", str(claim["cases"]), "0", "0"), row)
            if "tightest" in claim:
                decimal = claim["tightest"].get("decimal") or claim["tightest"]["upper"]
                self.assertEqual(row[6][:5], decimal[:5], claim)
        self.assertEqual(shown["product-growth"][1], "refuted")
        self.assertIn("qed verify --seed 7 --cases 60", index.read_text(encoding="utf-8"))

    def test_downloads_are_class_files_as_tight_as_the_page_says(self):
        index = self.page()
        seen, _ = self.look(index)
        self.assertGreater(len(seen["classes"]), 10)
        report = {c["id"]: c for c in self.report()["claims"]}
        found = 0
        for link in seen["classes"]:
            self.assertTrue(link["href"].startswith("data:application/json;base64,"))
            content = base64.b64decode(link["href"].partition(",")[2])
            self.assertEqual(content, (self.folder / "qed-verify/classes" / link["name"]).read_bytes())
            file = self.folder / link["name"]
            file.write_bytes(content)
            checked = json.loads(self.assert_status(0, "check", "--format", "json", file).stdout)["results"][0]
            claim = link["name"].partition("-tightest-")[0]
            if claim in report:
                found += 1
                ratio = next(c for c in checked["claims"] if c["id"] == claim)["ratio"]  # twelve digits of it
                expected = report[claim]["tightest"]
                self.assertLess(abs(Fraction(ratio) - Fraction(expected.get("exact") or expected["upper"])),
                                Fraction(1, 10**11))
        self.assertGreater(found, 10)

    def test_data_files_are_exact(self):
        index = self.page()
        text = (index.parent / "plots/example-two-coins-product.dat").read_text(encoding="utf-8")
        self.assertRegex(text, r"(?m)^5 7\.15539550781 7\.15539550781 5 58617/8192 58617/8192$")
        for file in re.findall(r'href="(plots/[^"]+)"', index.read_text(encoding="utf-8")):
            self.assertTrue((index.parent / file).is_file(), file)

    def test_hostile_names_are_text(self):
        title = "</title><script>document.title='taken'</script>' \" \\ @{x}_^ `id` $(id) &amp; %s"
        content = json.loads((CLASSES / "two-coins.json").read_text(encoding="utf-8"))
        content["name"] = title
        content["models"][0]["name"] = content["demonstrator"] = title
        index = self.page("--example", self.write("hostile.json", content))
        seen, faults = self.look(index)
        self.assertEqual(faults, [])
        self.assertEqual(self.browser.evaluate("document.title"), "Safe imitation: the evidence")
        self.assertEqual(seen["scripts"], 0)
        self.assertIn(title, self.browser.evaluate("document.body.textContent"))

    def test_a_ledger_has_its_page_too(self):
        arguments = ("evidence", "--out", "swept", "--cases", 30)
        if "built without" in qed(*arguments, cwd=self.folder).stderr:
            self.skipTest("built without qed evidence")
        result = self.assert_status(0, *arguments, cwd=self.folder)  # again: nothing is computed, the page is replaced
        self.assertTrue(result.stdout.endswith("\n  page: swept/index.html\n"), result.stdout)
        seen, faults = self.look(self.folder / "swept/index.html", width=390)
        self.assertEqual(faults, [])
        self.assertGreater(len(seen["figures"]), 30)
        self.assertGreater(len(seen["classes"]), 10)
        self.assert_status(0, "check", self.folder / "swept/classes" / seen["classes"][-1]["name"])

    def test_what_is_broken_is_seen(self):
        index = self.page()
        good = index.read_text(encoding="utf-8")
        faults = {
            "a script that fails": (good.replace("</body>", "<script>nothing.there()</script></body>"), "exception: "),
            "a message on the console":
                (good.replace("</body>", "<script>console.error('x')</script></body>"), "console: "),
            "something from elsewhere": (good.replace("</body>", "<img src='plots/none.png'></body>"), "request: "),
            "a figure of no size": (good.replace("<svg role", "<svg style='width:0;height:0' role", 1), " is 0 x 0"),
            "a figure without strokes":
                (re.sub(r"(?s)(<svg role[^>]*>).*?</svg>", r"\1</svg>", good, count=1), "visible strokes"),
            "a figure that is missing": (re.sub(r"(?s)<svg role.*?</svg>", "", good, count=1), " is 0 x 0"),
            "a line that is too wide":
                (good.replace("<main>", "<main><p style='width:3000px;max-width:none'>x</p>"), "too wide"),
            "a link to nowhere": (good.replace('href="#glance"', 'href="#nowhere"'), "no place #nowhere"),
            "an id twice": (good.replace("<main>", "<main id='glance'>"), "id glance twice"),
        }
        for name, (text, expected) in faults.items():
            self.assertNotEqual(text, good, name)
            index.write_text(text, encoding="utf-8")
            found = self.look(index)[1]
            self.assertTrue(any(expected in fault for fault in found), f"{name}: {found}")


class Writing(ToolTest):
    def test_without_gnuplot_the_page_says_so_and_keeps_the_data(self):
        empty = self.folder / "bin"
        empty.mkdir()
        result = self.assert_status(0, "verify", "--cases", "5", cwd=self.folder, PATH=str(empty))
        self.assertRegex(result.stderr, r"^qed: (\d+) of \1 figures are not drawn: gnuplot could not be run \(")
        text = (self.folder / "qed-verify/index.html").read_text(encoding="utf-8")
        self.assertNotIn("<svg", text)
        self.assertIn("Not drawn: gnuplot could not be run", text)
        self.assertTrue((self.folder / "qed-verify/plots/example-two-coins-queries.dat").is_file())

    def test_a_page_of_someone_else_is_left_alone(self):
        (self.folder / "site").mkdir()
        index = self.write("site/index.html", "<title>my own</title>")
        result = self.assert_status(2, "verify", "--budget", "10m", "--page", "site", cwd=self.folder, timeout=60)
        self.assertRegex(result.stderr, r"^qed: site/index\.html: found a page that qed did not write, expected ")
        self.assertEqual(index.read_text(encoding="utf-8"), "<title>my own</title>")
        self.write("taken", "")
        result = self.assert_status(2, "verify", "--budget", "10m", "--page", "taken", cwd=self.folder, timeout=60)
        self.assertRegex(result.stderr, r"^qed: taken: cannot hold a page \(it is not a folder\)\n$")

    def test_programs_get_a_page_only_where_they_ask(self):
        for arguments in (("--format", "json"), ("--format", "junit"), ("--no-page",)):
            self.assert_status(0, "verify", "--cases", "2", *arguments, cwd=self.folder)
            self.assertEqual(list(self.folder.iterdir()), [], arguments)
        self.assert_status(0, "verify", "--cases", "2", "--format", "json", "--page", "asked", cwd=self.folder)
        self.assertTrue((self.folder / "asked/index.html").is_file())

    def test_a_bad_example_is_refused_at_the_start(self):
        result = self.assert_status(2, "verify", "--budget", "10m", "--example", self.write("bad.json", "{"),
                                    timeout=60, cwd=self.folder)
        self.assertIn("bad.json: ", result.stderr)
        self.assertEqual(result.stdout, "")

    def test_a_page_is_replaced_by_the_next(self):
        for seed in (1, 2):
            self.assert_status(0, "verify", "--cases", "3", "--seed", seed, cwd=self.folder)
            text = (self.folder / "qed-verify/index.html").read_text(encoding="utf-8")
            self.assertIn(f"qed verify --seed {seed} --cases 3", text)
            self.assertNotIn(f"qed verify --seed {3 - seed} --cases 3", text)


if __name__ == "__main__":
    unittest.main()
