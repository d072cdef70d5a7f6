/** The API console: choose an operation, fill in what it takes, send it through the real SDK, read what came back. */
import { useEffect, useId, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { OPERATIONS } from '../../kinesis/api/operations'
import { useSetView } from '../../store/hooks'
import controls from '../../widgets/controls.module.css'
import { CodeView } from './CodeView'
import { InputForm } from './InputForm'
import { JsonEditor } from './JsonEditor'
import { OperationPicker } from './OperationPicker'
import { ResultView } from './ResultView'
import { SubscriptionView } from './SubscriptionView'
import { Segments } from './Segments'
import { canSend, changeDraft, chooseOperation, consoleStore, setDraft } from './consoleStore'
import type { ConsoleView } from './consoleStore'
import { draftRemarks } from './draft'
import { useDraftInput, useSend } from './useSend'
import styles from './Console.module.css'

const VIEWS: readonly ConsoleView[] = ['form', 'json', 'code']

export function ConsolePanel() {
  const { t } = useTranslation('console')
  const { operation, view, jsonProblem, isSending, sent } = useStore(consoleStore)
  const { draft, isTouched, seen } = useDraftInput()
  const send = useSend()
  const setView = useSetView()
  const titleId = useId()
  const remarks = draftRemarks(OPERATIONS[operation].input, draft)
  const result = useResultInView(sent)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) setView({ leftPanel: 'controls' })
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void send()
    }
  }
  return (
    <form
      className={styles.console}
      aria-labelledby={titleId}
      noValidate
      data-own-keys
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h2 className={styles.hidden} id={titleId}>
        {t('title')}
      </h2>
      <OperationPicker operation={operation} onChoose={chooseOperation} />
      <div className={styles.views}>
        <Segments label={t('view')} names={VIEWS} chosen={view} say={(name) => t(`views.${name}`)} onChoose={(name) => consoleStore.setState({ view: name })} />
        {isTouched ? (
          <button type="button" className={`${controls.button} ${controls.small} ${controls.bare}`} onClick={() => setDraft(operation, null)}>
            {t('reset')}
          </button>
        ) : null}
      </div>
      {view === 'form' ? <InputForm key={operation} operation={operation} draft={draft} seen={seen} onChange={(path, value) => changeDraft(operation, draft, path, value)} /> : null}
      {view === 'json' ? <JsonEditor operation={operation} draft={draft} /> : null}
      {view === 'code' ? <CodeView operation={operation} draft={draft} /> : null}
      {remarks.map(({ key, path }) => (
        <p key={`${key}/${path}`} className={styles.remark}>
          {t(key, { path })}
        </p>
      ))}
      <div className={styles.send}>
        <button type="submit" className={`${controls.button} ${controls.strong}`} disabled={!canSend({ isSending, jsonProblem, view })} title={t('sendHint')}>
          {isSending ? t('sending') : t('send')}
        </button>
        <span className={styles.hint}>{t('sendKeys')}</span>
      </div>
      <p className={styles.hidden} role="status">
        {sent === null || isSending ? '' : `${sent.operation}: ${sent.outcome.kind === 'refused' ? sent.outcome.exception : t(`outcome.${sent.outcome.kind}`)}`}
      </p>
      <div ref={result}>{sent === null ? <p className={styles.hint}>{t('resultEmpty')}</p> : <ResultView sent={sent} />}</div>
      <SubscriptionView />
    </form>
  )
}

/** An answer below the edge would look like none. */
function useResultInView(sent: unknown) {
  const result = useRef<HTMLDivElement>(null)
  const shown = useRef(sent)
  useEffect(() => {
    if (shown.current === sent) return
    shown.current = sent
    result.current?.scrollIntoView({ block: 'nearest' })
  }, [sent])
  return result
}
