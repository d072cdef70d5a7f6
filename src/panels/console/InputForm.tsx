/** The form that the API's model makes of an operation: what nearly every call gives first, the rest folded away. */
import { useTranslation } from 'react-i18next'
import type { OperationName } from '../../kinesis/api/types'
import { Field } from './Field'
import { mainMembers } from './defaultDraft'
import type { Seen } from './defaultDraft'
import type { Json, JsonObject, Path } from './draft'
import { inputShapeOf } from './draft'
import { suggestionsFrom } from './suggestions'
import sheet from './Console.module.css'
import styles from './Form.module.css'

export interface InputFormProps {
  operation: OperationName
  draft: JsonObject
  seen: Seen
  onChange: (path: Path, value: Json | undefined) => void
}

export function InputForm({ operation, draft, seen, onChange }: InputFormProps) {
  const { t } = useTranslation('console')
  const { members = {}, required = [] } = inputShapeOf(operation)
  const main = mainMembers(operation)
  const others = Object.keys(members).filter((name) => !main.includes(name))
  const suggestions = suggestionsFrom(seen)
  const field = (name: string) => {
    const shape = members[name]
    return shape === undefined ? null : (
      <Field key={name} label={name} shapeName={shape} path={[name]} value={draft[name]} isRequired={required.includes(name)} suggestions={suggestions} onChange={onChange} />
    )
  }
  if (main.length + others.length === 0) return <p className={sheet.hint}>{t('noInput')}</p>
  return (
    <div className={styles.fields}>
      {main.map(field)}
      {others.length === 0 ? null : (
        <details className={sheet.optional} open={others.some((name) => draft[name] !== undefined) || undefined}>
          <summary>{t('optional', { parameters: others.length })}</summary>
          <div className={styles.fields}>{others.map(field)}</div>
        </details>
      )}
    </div>
  )
}
