/** Chooses Korean particles by the final sound of what stands before them: texts write both, as in `{{name}}은(는)`. */

const PARTICLES = { '은(는)': ['은', '는'], '이(가)': ['이', '가'], '을(를)': ['을', '를'], '과(와)': ['과', '와'], '(으)로': ['으로', '로'] } as const
const PAIR = /([\p{L}\p{N}%])([^\p{L}\p{N}%\s]?)(은\(는\)|이\(가\)|을\(를\)|과\(와\)|\(으\)로)/gu
const HANGUL_FROM = 0xac00
const HANGUL_TO = 0xd7a3
const FINALS = 28
const FINAL_RIEUL = 8
/** As digits and letters are read in Korean: 영 일 이 삼 …; of letters 엘 엠 엔 알 end in a consonant. */
const WITH_FINAL = /[013678lmnrLMNR]/
const WITH_RIEUL = /[178lrLR]/

export function chooseParticles(text: string): string {
  return text.replace(PAIR, (_, before: string, mark: string, pair: keyof typeof PARTICLES) => {
    const sound = finalSound(before)
    const [closed, open] = PARTICLES[pair]
    const isOpen = sound === 'none' || (sound === 'rieul' && pair === '(으)로')
    return before + mark + (isOpen ? open : closed)
  })
}

function finalSound(letter: string): 'none' | 'rieul' | 'other' {
  const code = letter.codePointAt(0) ?? 0
  if (code >= HANGUL_FROM && code <= HANGUL_TO) {
    const final = (code - HANGUL_FROM) % FINALS
    return final === 0 ? 'none' : final === FINAL_RIEUL ? 'rieul' : 'other'
  }
  return WITH_RIEUL.test(letter) ? 'rieul' : WITH_FINAL.test(letter) ? 'other' : 'none'
}
