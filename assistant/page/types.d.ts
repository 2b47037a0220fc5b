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
export interface Source extends Facets {
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
export type AnswerEvent =
  | { name: "found"; passages: Hit[]; conversation_id: string | null }
  | { name: "sentence"; sentence: Sentence; citations: Citation[] }
  | { name: "done" | "error"; answer: Answer };
