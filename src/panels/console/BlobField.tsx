/** Bytes, written as text, base64 or hexadecimal digits. What is typed stays as typed until the bytes change elsewhere. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { base64ToBytes, bytesToBase64 } from '../../base/base64'
import { useFormats } from '../../strings/formats'
import { Segments } from './Segments'
import { BYTES_FORMS, readBytes, writeBytes } from './draftBytes'
import type { BytesForm } from './draftBytes'
import type { ScalarFieldProps } from './fieldProps'
import sheet from './Console.module.css'
import styles from './Text.module.css'

interface Typed {
  text: string
  /** The base64 that the text came to; null where it is none of its form. */
  base64: string | null
}

export function BlobField({ id, hintId, label, path, value, onChange }: ScalarFieldProps) {
  const { t } = useTranslation('console')
  const formats = useFormats()
  const given = typeof value === 'string' ? value : ''
  const bytes = base64ToBytes(given)
  const [form, setForm] = useState<BytesForm>(() => (bytes === null || writeBytes(bytes, 'text') === null ? 'base64' : 'text'))
  const [typed, setTyped] = useState<Typed | null>(null)
  const written = bytes === null ? null : writeBytes(bytes, form)
  const isOwn = typed !== null && (typed.base64 === null || typed.base64 === given)
  const shown = isOwn ? typed.text : (written ?? given)
  const type = (text: string) => {
    const read = readBytes(text, form)
    const base64 = read === null ? null : bytesToBase64(read)
    setTyped({ text, base64 })
    if (base64 !== null) onChange(path, base64)
  }
  const isWrong = isOwn && typed.base64 === null
  return (
    <div className={styles.blob}>
      <textarea id={id} className={styles.text} rows={2} value={shown} spellCheck={false} aria-describedby={`${hintId} ${id}-state`} aria-invalid={isWrong} onChange={({ target }) => type(target.value)} />
      <span className={styles.blobFoot}>
        <Segments
          label={t('bytesForm', { name: label })}
          names={BYTES_FORMS.filter((name) => name === form || name !== 'text' || bytes === null || writeBytes(bytes, 'text') !== null)}
          chosen={form}
          say={(name) => t(`bytesForms.${name}`)}
          onChoose={(name) => {
            setForm(name)
            setTyped(null)
          }}
        />
        <output id={`${id}-state`} className={isWrong ? sheet.remark : sheet.hint}>
          {isWrong ? t(`notBytes.${form}`) : value === undefined ? t('notGiven') : formats.bytes(bytes?.length ?? 0)}
        </output>
      </span>
    </div>
  )
}
