import { describe, expect, it } from 'vitest';
import { isOurs, matchRoute, type Route } from './router.svelte';

const page = async () => ({ default: (() => {}) as never });
const routes: Route[] = [
  { path: '/', page }, { path: '/projects', page }, { path: '/projects/new', page }, { path: '/projects/:project', page },
];

describe('an address', () => {
  it('finds its page and its parameters, the plain word before the parameter', () => {
    expect(matchRoute(routes, '/')?.route.path).toBe('/');
    expect(matchRoute(routes, '/projects/')?.route.path).toBe('/projects');
    expect(matchRoute(routes, '/projects/new')?.route.path).toBe('/projects/new');
    expect(matchRoute(routes, '/projects/12')?.params).toEqual({ project: '12' });
    expect(matchRoute(routes, '/projects/12/x')).toBeNull();
    expect(matchRoute(routes, '/projects/%E0%A4%A')?.params).toEqual({ project: '%E0%A4%A' });
  });
});

describe('a click on a link', () => {
  const here = new URL('http://127.0.0.1/projects') as unknown as Location;
  const link = (href: string, attributes: Record<string, string> = {}) => {
    const anchor = document.createElement('a');
    anchor.setAttribute('href', new URL(href, 'http://127.0.0.1/projects').href);
    for (const [name, value] of Object.entries(attributes)) anchor.setAttribute(name, value);
    return anchor;
  };
  const click = (init: MouseEventInit = {}) => new MouseEvent('click', { cancelable: true, ...init });

  it('is followed here only when a person would expect that', () => {
    expect(isOurs(click(), link('/projects/1'), here)).toBe(true);
    expect(isOurs(click({ ctrlKey: true }), link('/projects/1'), here)).toBe(false);
    expect(isOurs(click({ button: 1 }), link('/projects/1'), here)).toBe(false);
    expect(isOurs(click(), link('/projects/1', { target: '_blank' }), here)).toBe(false);
    expect(isOurs(click(), link('/api/v1/measures/1/export', {}), here)).toBe(false);
    expect(isOurs(click(), link('/template.csv', { download: '' }), here)).toBe(false);
    expect(isOurs(click(), link('https://example.org/'), here)).toBe(false);
    expect(isOurs(click(), link('#name'), here)).toBe(false);
  });
});
