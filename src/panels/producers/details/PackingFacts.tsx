/** What compression has done for a producer: rows in a record, and how much smaller they became. */
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../strings/formats'
import { Facts } from '../../sheet/parts'

export function PackingFacts({ rowsPacked, textBytes, dataBytes }: { rowsPacked: number; textBytes: number; dataBytes: number }) {
  const { t } = useTranslation('producers')
  const { count, bytes, percent } = useFormats()
  return (
    <Facts
      facts={[
        [t('packing.rows'), count(rowsPacked)],
        [t('packing.bytes'), textBytes === 0 ? '–' : t('packing.bytesValue', { text: bytes(textBytes), data: bytes(dataBytes), share: percent(dataBytes / textBytes) })],
      ]}
    />
  )
}
