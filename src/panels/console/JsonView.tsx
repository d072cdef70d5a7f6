/** A JSON value line by line. Values that another call takes are buttons: they open the list of those calls. */
import { useTranslation } from 'react-i18next'
import { base64ToBytes } from '../../base/base64'
import type { OperationName, ShapeName } from '../../kinesis/api/types'
import { UseMenu } from './UseMenu'
import { nextUses, shapeAt } from './chain'
import type { Json, JsonObject } from './draft'
import { textOfBytes } from './draftBytes'
import { jsonLines } from './jsonLines'
import type { JsonLine } from './jsonLines'
import sheet from './Console.module.css'
import styles from './Text.module.css'

export interface Answered {
  operation: OperationName
  input: JsonObject
  output: Json
}

const LINES_MAX = 300
const TEXT_SHOWN_MAX = 200
const BLOB_SHOWN_MAX = 72

/** @param shapeName of the output; null = no value is of use elsewhere. */
export function JsonView({ shapeName, answered }: { shapeName: ShapeName | null; answered: Answered }) {
  const { t } = useTranslation('console')
  const lines = jsonLines(answered.output)
  return (
    <div className={styles.answer} tabIndex={0} role="region" aria-label={t('response')}>
      <ul>
        {lines.slice(0, LINES_MAX).map((line, index) => (
          <li key={index} style={{ '--depth': line.depth }}>
            {line.name === null ? null : <span className={styles.member}>{JSON.stringify(line.name)}: </span>}
            {line.value === undefined ? line.bracket : <Value line={line} shapeName={shapeName} answered={answered} />}
            {line.hasComma ? ',' : ''}
          </li>
        ))}
      </ul>
      {lines.length > LINES_MAX ? <p className={sheet.hint}>{t('moreLines', { lines: lines.length - LINES_MAX })}</p> : null}
    </div>
  )
}

function Value({ line, shapeName, answered }: { line: JsonLine; shapeName: ShapeName | null; answered: Answered }) {
  const shape = shapeAt(shapeName, line.path)
  const text = shortened(JSON.stringify(line.value), shape === 'Data' ? BLOB_SHOWN_MAX : TEXT_SHOWN_MAX)
  if (shape === null) return text
  const uses = nextUses(shape, line.path, answered)
  if (uses.length > 0) return <UseMenu uses={uses} value={String(line.value)} text={text} />
  const bytes = shape === 'Data' && typeof line.value === 'string' ? base64ToBytes(line.value) : null
  const said = bytes === null ? null : textOfBytes(bytes)
  return (
    <>
      {text}
      {said === null ? null : <span className={styles.decoded}> → {shortened(said, TEXT_SHOWN_MAX)}</span>}
    </>
  )
}

function shortened(text: string, lettersMax: number): string {
  return text.length > lettersMax ? `${text.slice(0, lettersMax)}…` : text
}
