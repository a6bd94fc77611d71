// A poll as it stands; voting is not offered, the sandbox counts no votes.

import {h} from "./dom.js";
import {formatted} from "./entities.js";

export function pollCard(poll) {
  const kind = poll.type === "quiz" ? "Quiz" : poll.is_anonymous === false ? "Poll" : "Anonymous poll";
  return h(
    "div",
    {class: "poll"},
    h("p", {class: "poll-question"}, formatted(poll.question, poll.question_entities)),
    h("p", {class: "quiet"}, poll.is_closed ? "Final results" : kind),
    h(
      "ul",
      {},
      poll.options.map((option) => optionRow(option, poll)),
    ),
    h("p", {class: "quiet"}, poll.total_voter_count ? `${poll.total_voter_count} votes` : "No votes yet"),
  );
}

function optionRow(option, poll) {
  const share = poll.total_voter_count ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
  return h(
    "li",
    {},
    h("span", {class: "poll-share"}, `${share} %`),
    h("span", {}, formatted(option.text, option.text_entities)),
    h("span", {class: "poll-bar", style: {"--share": `${share}%`}}),
  );
}
