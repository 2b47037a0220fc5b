// Shows the cases that the form asks for. Without it every case is there all the same.
const form = document.getElementById("filter");
const cases = [...document.querySelectorAll(".case")];

function wanted(each) {
  const { words, stage, tag, flipped } = form.elements;
  const failed = each.dataset.stage !== "passed";
  return (
    each.dataset.words.includes(words.value.trim().toLowerCase()) &&
    (!stage.value || each.dataset.stage === stage.value || (stage.value === "failed" && failed)) &&
    (!tag.value || each.dataset.tags.split(" ").includes(tag.value)) &&
    (!flipped?.checked || "flipped" in each.dataset)
  );
}

function show() {
  for (const each of cases) each.hidden = !wanted(each);
  form.querySelector("output").textContent = `${cases.filter((each) => !each.hidden).length} of ${cases.length}`;
}

function openLinked() {
  const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!linked?.classList.contains("case")) return;
  if (linked.hidden) form.reset();
  show();
  linked.open = true;
  linked.scrollIntoView();
}

form.hidden = false;
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
for (const link of document.querySelectorAll("a[data-stage]"))
  link.addEventListener("click", () => {
    form.reset();
    form.elements.stage.value = link.dataset.stage;
    form.elements.tag.value = link.dataset.tag;
    show();
  });
addEventListener("hashchange", openLinked);
show();
openLinked();
