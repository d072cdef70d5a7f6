/** The books of a producer as a bar and as a sum that adds up. */
import { useTranslation } from 'react-i18next'
import type { ProducerRow } from '../../engine/summary'
import { useFormats } from '../../strings/formats'
import { balanceOf, PLACES } from './bookSum'
import { Facts } from '../sheet/parts'
import sheet from '../sheet/Sheet.module.css'
import styles from './Inspector.module.css'

export function Balance({ producer }: { producer: ProducerRow }) {
  const { t } = useTranslation('producers')
  const { count } = useFormats()
  const { meant, at, share, addsUp } = balanceOf(producer)
  return (
    <>
      <div className={styles.stack} aria-hidden="true">
        {PLACES.map((place) => (
          <i key={place} data-place={place} style={{ flexGrow: share[place] }} hidden={at[place] === 0} />
        ))}
      </div>
      <table className={styles.sum}>
        <caption>{t('books.caption')}</caption>
        <tbody>
          <tr>
            <th scope="row">{t('books.meant')}</th>
            <td>{count(meant)}</td>
          </tr>
          {PLACES.map((place, index) => (
            <tr key={place} data-any={at[place] > 0}>
              <th scope="row">
                <span aria-hidden="true">{index === 0 ? '=' : '+'}</span>
                <i data-place={place} />
                {t(`books.${place}`)}
              </th>
              <td>{count(at[place])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={sheet.hint} data-fault={!addsUp}>
        {t(addsUp ? 'books.addsUp' : 'books.doesNotAddUp')}
      </p>
      <Facts
        facts={[
          [t('books.throttled'), count(producer.recordsThrottled)],
          [t('books.copied'), producer.recordsCopied === 0 ? count(0) : <b className={styles.copied}>{count(producer.recordsCopied)}</b>],
          [t('books.outOfOrder'), count(producer.recordsOutOfOrder)],
        ]}
      />
    </>
  )
}
