/** The draft as JSON. What cannot be read is told with its line and column, and the form keeps what it had. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { OperationName } from '../../kinesis/api/types'
import { consoleStore, typeJson } from './consoleStore'
import type { JsonObject } from './draft'
import styles from './Console.module.css'
import textStyles from './Text.module.css'

const ROWS_MIN = 5
const ROWS_MAX = 16

export function JsonEditor({ operation, draft }: { operation: OperationName; draft: JsonObject }) {
  const { t } = useTranslation('console')
  const { jsonText, jsonProblem } = useStore(consoleStore)
  const id = useId()
  const text = jsonText ?? JSON.stringify(draft, null, 2)
  return (
    <div className={textStyles.json}>
      <label className={styles.hidden} htmlFor={id}>
        {t('jsonInput', { operation })}
      </label>
      <textarea
        id={id}
        className={textStyles.text}
        rows={Math.min(ROWS_MAX, Math.max(ROWS_MIN, text.split('\n').length + 1))}
        value={text}
        spellCheck={false}
        aria-invalid={jsonProblem !== null}
        aria-describedby={`${id}-state`}
        onChange={({ target }) => typeJson(operation, target.value)}
      />
      <p id={`${id}-state`} className={jsonProblem === null ? styles.hint : styles.remark} role={jsonProblem === null ? undefined : 'alert'}>
        {jsonProblem === null ? t('jsonHint') : t(`jsonProblem.${jsonProblem.found}`, { line: jsonProblem.line, column: jsonProblem.column })}
      </p>
    </div>
  )
}
