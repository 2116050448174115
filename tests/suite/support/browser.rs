//! A browser (Debian's `chromium`) that looks at pages, and axe-core (from npm), which looks for what keeps people from
//! reading them.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{Env, root};

/// A browser of this machine.
pub struct Browser(&'static str);

fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

impl Browser {
    /// `None` where there is none; the run says so. CI may not leave it out.
    #[track_caller]
    pub fn find() -> Option<Self> {
        let found = ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find(|name| {
                let asked = Command::new("sh")
                    .args(["-c", &format!("command -v {name}")])
                    .output();
                asked.is_ok_and(|asked| asked.status.success())
            });
        assert!(found.is_some() || !is_ci(), "CI may not leave the browser out");
        if found.is_none() {
            println!("NOT RUN: a page in a browser: install Debian's `chromium`");
        }
        found.map(Self)
    }

    /// Opens a page; the document as it stands once its scripts have run.
    pub fn dom(&self, env: &Env, page: &Path, flags: &[&str]) -> String {
        self.run(env, page, &[&["--dump-dom"], flags].concat())
    }

    /// Opens a page; what the browser printed.
    pub fn run(&self, env: &Env, page: &Path, flags: &[&str]) -> String {
        let profile = env.dir().join("browser");
        let output = Command::new(self.0)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            .args(flags)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("file://{}", page.display()))
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Asks axe about a page as a phone of 360 points shows it, in the light or in the dark, with everything opened: its
    /// `violations`, how many rules it passes, how wide the page is, and whether it is `dark`. `None` without axe; CI may
    /// not leave it out.
    #[track_caller]
    pub fn axe(&self, env: &Env, page: &str, is_dark: bool) -> Option<Value> {
        let Ok(axe) = std::fs::read_to_string(root().join("target/axe/node_modules/axe-core/axe.min.js"))
        else {
            assert!(!is_ci(), "CI may not leave axe out");
            println!("NOT RUN: axe: npm install --prefix target/axe axe-core");
            return None;
        };
        let text = std::fs::read_to_string(env.work_dir().join(page)).unwrap();
        // In a frame, because a window is never as narrow; what it finds comes to the page around it.
        let probe = "<script>for (const one of document.querySelectorAll('details')) one.open = true;\
                     axe.run(document).then(found => parent.postMessage(JSON.stringify({\
                     violations: found.violations.map(one => [one.id, one.nodes.map(node => node.html)]),\
                     passes: found.passes.length, width: document.documentElement.scrollWidth,\
                     dark: matchMedia('(prefers-color-scheme: dark)').matches}), '*'))</script></body>";
        let text = text.replace("</body>", &format!("<script>{axe}</script>{probe}"));
        env.write("probe.html", text);
        env.write(
            "frame.html",
            "<!DOCTYPE html><body><pre></pre><script>onmessage = one => document.querySelector('pre').textContent = \
             one.data</script>\
             <iframe src=\"probe.html\" width=\"360\" height=\"800\"></iframe></body>",
        );
        // The time of the page runs as fast as it can.
        let scheme = if is_dark { "0" } else { "1" };
        let scheme = format!("--blink-settings=preferredColorScheme={scheme}");
        let flags = [
            "--allow-file-access-from-files",
            "--virtual-time-budget=60000",
            &scheme,
        ];
        let dom = self.dom(env, &env.work_dir().join("frame.html"), &flags);
        let found = dom
            .split("<pre>")
            .nth(1)
            .and_then(|rest| rest.split("</pre>").next());
        let found = found.unwrap_or_default();
        let found = found
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        Some(serde_json::from_str(&found).unwrap_or_else(|error| panic!("{error}: {dom}")))
    }
}
