import { BlockList, isIP } from 'node:net'
import { Problem } from './domain/problem.ts'
import { describeInput } from './domain/visible.ts'

/** `127.0.0.1, 10.0.5.0/28`: of proxies alone, for whoever has such an address may say who asks. */
export function parseProxies(text: string, name: string): readonly string[] {
  const proxies = text.split(',').map((one) => one.trim())
  const wrong = proxies.find((one) => !isNetwork(one))
  if (wrong === undefined) return proxies
  const got = describeInput(wrong)
  const expected = 'addresses or networks of your proxies, with commas between'
  throw new Problem('configuration', `${name}: got ${got} — expected ${expected}; try 127.0.0.1 or 10.0.5.0/28`)
}

export function isWithin(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    if (bits === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(bits), familyOf(address))
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address))
}

function isNetwork(text: string): boolean {
  const [, address = '', bits = '1'] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/iu.exec(text) ?? []
  const longest = { 4: 32, 6: 128 }[isIP(address)] ?? 0
  return Number(bits) >= 1 && Number(bits) <= longest
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6'
}
