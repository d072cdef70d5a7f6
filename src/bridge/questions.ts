/** Questions about the world that move nothing: asked when they may be, and again of a new worker when one died. */
import { NOTHING_INSPECTED, type Reply, type Request } from './protocol'

interface Question {
  body: Request
  isAsked: boolean
  /** Workers that died while it was unanswered. */
  deaths: number
  settle: (reply: Reply) => void
  onEarly: (early: Reply) => void
}

export interface QuestionRules {
  mayAsk: (body: Request) => boolean
  send: (body: Request, settle: (reply: Reply) => void, onEarly: (early: Reply) => void) => void
}

const QUESTION_DEATHS_MAX = 2

export class Questions {
  readonly #open = new Set<Question>()
  readonly #rules: QuestionRules

  constructor(rules: QuestionRules) {
    this.#rules = rules
  }

  get size(): number {
    return this.#open.size
  }

  /** @param onEarly takes what comes before the answer. */
  add(body: Request, settle: (reply: Reply) => void, onEarly: (early: Reply) => void = () => undefined): void {
    this.#open.add({ body, settle, onEarly, isAsked: false, deaths: 0 })
    this.askAll()
  }

  askAll(): void {
    for (const question of this.#open) {
      if (question.isAsked || !this.#rules.mayAsk(question.body)) continue
      question.isAsked = true
      const settle = (reply: Reply) => this.#drop(question, reply)
      this.#rules.send(question.body, settle, (early) => question.onEarly(early))
    }
  }

  /** A worker died: a file in its hands may be the cause, and what two did not survive is not asked of a third. */
  bury(): void {
    for (const question of this.#open) {
      const { body } = question
      if (body.type === 'LoadSource') {
        this.#drop(question, { type: 'SourceRefused', fileName: body.fileName, line: null, message: { key: 'unreadable', values: {} } })
      } else if (question.isAsked && ++question.deaths >= QUESTION_DEATHS_MAX) {
        this.#drop(question, { type: 'Inspected', ...NOTHING_INSPECTED })
      }
      question.isAsked = false
    }
  }

  #drop(question: Question, reply: Reply): void {
    this.#open.delete(question)
    question.settle(reply)
  }
}
