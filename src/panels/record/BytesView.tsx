/** The bytes of a record in hexadecimal, the parts of an aggregate told apart; and as text, as a consumer without de-aggregation has them. */
import { useTranslation } from 'react-i18next'
import type { RecordData } from '../../engine/recordDetails'
import { useFormats } from '../../strings/formats'
import sunken from '../../widgets/text.module.css'
import { byteRows, textOf } from './recordBytes'
import type { ByteRow } from './recordBytes'
import styles from './Record.module.css'

const PARTS = ['magic', 'message', 'md5'] as const

export function BytesView({ data }: { data: RecordData }) {
  const { t } = useTranslation('record')
  const { bytes } = useFormats()
  const { head, leftOut, tail } = byteRows(data)
  const said = head[0]?.bytes.map(({ hex }) => hex).join(' ') ?? ''
  return (
    <>
      <section>
        <h3>{t('bytes')}</h3>
        <div className={styles.hex} role="img" aria-label={t('bytesName', { hex: said })}>
          <Rows rows={head} />
          {leftOut > 0 ? <p>{t('more', { bytes: bytes(leftOut) })}</p> : null}
          <Rows rows={tail} />
        </div>
        {data.hasMagic ? (
          <ul className={styles.legend}>
            {PARTS.map((part) => (
              <li key={part} data-part={part}>
                {t(`part.${part}`)}
              </li>
            ))}
          </ul>
        ) : null}
      </section>
      <section>
        <h3 id="record-text">{t(data.hasMagic ? 'garbage' : 'text')}</h3>
        {data.hasMagic ? <p className={styles.hint}>{t('garbageMeans')}</p> : null}
        <pre className={`${sunken.text} ${styles.tall}`} role="region" aria-labelledby="record-text" tabIndex={0}>
          {textOf(data)}
        </pre>
      </section>
    </>
  )
}

function Rows({ rows }: { rows: readonly ByteRow[] }) {
  return (
    <>
      {rows.map(({ offset, bytes }) => (
        <code key={offset}>
          <small>{offset.toString(16).padStart(4, '0')}</small>
          {bytes.map(({ hex, part }, at) => (
            <span key={at} data-part={part}>
              {hex}
            </span>
          ))}
        </code>
      ))}
    </>
  )
}
