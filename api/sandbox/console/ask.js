// The one place that calls the sandbox: the JSON below /_sandbox/ and nothing
// else. A refusal becomes an error in the words of the vendor's own answer.

class Refusal extends Error {
  // problems are {pointer, details}: what is wrong, and in which member of the body.
  constructor(message, problems = []) {
    super(message);
    this.problems = problems;
  }
}

export async function ask(method, path, body) {
  let answer;
  try {
    answer = await fetch("/_sandbox/" + path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Refusal("The sandbox does not answer any more. Was it ended in its terminal?");
  }
  const written = await answer.text();
  if (!answer.ok) throw refusal(answer.status, written);
  return written === "" ? null : JSON.parse(written);
}

function refusal(status, written) {
  let said = {};
  try {
    said = JSON.parse(written) ?? {};
  } catch {
    return new Refusal(written.trim() || "The sandbox answered with status " + status + ".");
  }
  const problems = (said.errors ?? []).map((each) => ({ pointer: each.source?.pointer, details: each.details ?? each.title }));
  return new Refusal(said.error ?? said.message ?? "The sandbox answered with status " + status + ".", problems);
}

export const get = (path) => ask("GET", path);
export const post = (path, body) => ask("POST", path, body);
export const put = (path, body) => ask("PUT", path, body);
export const remove = (path) => ask("DELETE", path);

// list reads what Talon.One answers as {"data": […]}.
export const list = async (path) => (await get(path)).data;

// maybe is null for what is not there.
export const maybe = (path) => get(path).catch(() => null);
