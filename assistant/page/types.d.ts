// The JSON of the service, as far as the page reads it (assistant/types.py and assistant/service/ have it in full).

export type Kind = "talk" | "interview" | "playbook" | "agreement" | "minutes" | "article";
export type Voice = "said" | "quoted" | "reported" | "author";

export interface Located {
  source: string;
  document: string;
  document_id: string;
  kind: Kind;
  speaker: string | null;
  voice: Voice;
  date: string | null;
  page: string | null;
  section: string | null;
  time: string | null;
  start: number;
  end: number;
}
export interface Hit extends Located {
  text: string;
  reading: string | null;
}
export interface Citation extends Located {
  number: number;
  quote: string;
}
export interface Sentence {
  text: string;
  citations: number[];
  verified: boolean;
}
export interface Answer {
  id: string;
  status: "answered" | "not_found" | "failed";
  question: string;
  standalone_question: string;
  text: string;
  sentences: Sentence[];
  citations: Citation[];
  notes: string[];
  nearest: Citation[];
  conversation_id: string | null;
}
export interface Facets {
  title: string;
  kind: Kind;
  date: string | null;
  language: string;
  audience: string;
  people: { name: string; role: string }[];
  partners: string[];
  alliances: string[];
  owner: string;
  status: string;
  review_date: string | null;
}
export type Freshness = "current" | "due" | "draft" | "superseded" | "plain";
export interface Source extends Facets {
  freshness: Freshness;
  id: string;
  source: string;
  passages: number;
}
export interface Place {
  kind: string;
  value: string;
  start: number;
  end: number;
}
export interface SourceText {
  id: string;
  source: string;
  start: number;
  end: number;
  markup: "plain" | "markdown" | "pdf";
  text: string;
  facets: Facets;
  freshness: Freshness;
  places: Place[];
}
export interface Turn {
  id: string;
  question: string;
  finished: boolean;
  answer: Answer | null;
  complete: boolean;
  changed: { document: string; document_id: string }[];
  feedback: { verdict: "up" | "down"; reason: string } | null;
}
export interface ConversationSummary {
  id: string;
  title: string;
  last: string;
  turns: number;
}
export interface Conversation {
  id: string;
  title: string;
  turns: Turn[];
}
export interface Starter {
  subject: "start" | "playbooks" | "agreements" | "decisions" | "experience";
  questions: string[];
}
/** What the service calls a problem (assistant/service/problems.py). */
export type Code =
  | "unreadable"
  | "key_needed"
  | "not_allowed"
  | "not_there"
  | "not_possible"
  | "too_slow"
  | "too_large"
  | "other_host"
  | "invalid"
  | "too_often"
  | "unforeseen"
  | "busy"
  | "unavailable";
/** What there is to say of a problem: in English, how long to wait, and which request of the log it was. */
export interface AboutProblem {
  detail: string;
  seconds: string | null;
  request: string | null;
}
export type AnswerEvent =
  | { name: "found"; passages: Hit[]; conversation_id: string | null }
  | { name: "sentence"; sentence: Sentence; citations: Citation[]; joint: "" | " " | "\n" }
  | { name: "done" | "error"; answer: Answer };
