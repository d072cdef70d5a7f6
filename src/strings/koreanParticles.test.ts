import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { chooseParticles } from './koreanParticles'

it.each([
  ['orders이(가) 막힘', 'orders가 막힘'],
  ['KCL이(가) 읽음', 'KCL이 읽음'],
  ['worker-1은(는) 멈춤, worker-2은(는) 실행', 'worker-1은 멈춤, worker-2는 실행'],
  ['…000을(를) 읽고 w-3(으)로, w-1(으)로, w-2(으)로', '…000을 읽고 w-3으로, w-1로, w-2로'],
  ['샤드과(와) 스트림과(와)', '샤드와 스트림과'],
  ['“값”은(는), ‘a’을(를), (표)이(가)', '“값”은, ‘a’를, (표)가'],
  ['서울(으)로, 부산(으)로', '서울로, 부산으로'],
  ['이름 없이 은(는)', '이름 없이 은(는)'],
])('%s → %s', (written, said) => {
  expect(chooseParticles(written)).toBe(said)
})

it('knows every pair that a Korean text writes', () => {
  const folder = new URL('ko/', import.meta.url)
  const texts = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8').replace(/\{\{[^}]*\}\}/g, 'a'))
  expect(texts.flatMap((text) => Array.from(chooseParticles(text).matchAll(/.{0,12}(?:[은이을과와]\([는가를와과]\)|\(으\)|\(이\)).{0,6}/g), ([found]) => found))).toEqual([])
})
