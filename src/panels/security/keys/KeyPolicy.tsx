/** A key's own policy, written as JSON. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import controls from '../../../widgets/controls.module.css'
import sheet from '../../sheet/Sheet.module.css'
import { PolicyEditor, type PolicyEditorProps } from '../policy/PolicyEditor'
import { OF_KEYS, questionOn, statementIn } from '../policy/statementIn'
import { decidedIn, StatementNote } from '../policy/StatementNote'
import { useAccess, usePolicyProblems } from '../useGuards'
import type { WatchedUse } from './watchedUse'

export interface KeyPolicyProps {
  aliasName: string
  inForce: string
  defaultPolicy: string
  /** Null: it encrypts nothing of the stream that is watched. */
  use: WatchedUse | null
  /** Null: the default one. */
  onApply: (text: string | null) => void
}

export function KeyPolicy({ aliasName, inForce, defaultPolicy, use, onApply }: KeyPolicyProps) {
  const { t } = useTranslation('security')
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? inForce
  const [problems = null] = usePolicyProblems([{ subject: { kind: 'key', policyName: aliasName }, document: text }])
  const editor = { label: t('keys.policy', { key: aliasName }), text, problems, onChange: setTyped }
  const button = `${controls.button} ${controls.small}`
  return (
    <>
      {use === null ? <PolicyEditor {...editor} /> : <Asked use={use} editor={editor} isInForce={text === inForce} />}
      <div className={sheet.acts}>
        <button type="button" className={`${button} ${controls.strong}`} disabled={text === inForce || problems?.length !== 0} onClick={() => onApply(text === defaultPolicy ? null : text)}>
          {t('identity.apply')}
        </button>
        <button type="button" className={button} disabled={text === defaultPolicy} onClick={() => setTyped(defaultPolicy)}>
          {t('keys.defaultPolicy')}
        </button>
      </div>
    </>
  )
}

/** With the statement that has its say on the chosen caller's puts or reads. */
function Asked({ use: { identity, stream }, editor, isInForce }: { use: WatchedUse; editor: PolicyEditorProps; isInForce: boolean }) {
  const question = questionOn(identity, stream, OF_KEYS)
  const answer = useAccess(question)
  const statement = answer === null ? undefined : statementIn(answer, 'key')
  return (
    <>
      <PolicyEditor {...editor} decided={decidedIn(statement, isInForce)} />
      {answer === null ? null : <StatementNote caller={question.caller} operation={question.operation} statement={statement} />}
    </>
  )
}
