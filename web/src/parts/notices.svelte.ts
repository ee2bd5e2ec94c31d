// Short words that something was done, and the way to undo it, kept while one moves to the next page.
//
// Idea      in full stand the newest and the last act that can be undone, often one and the same. Acts before that are kept in
//           a fold, a few of them; what offers no undo goes with the next notice, or with the next move: nothing is lost with it

import { Problem } from '../api/problem';

export interface Notice {
  id: number;
  text: string;
  undo?: () => Promise<unknown>;
  failed?: boolean;
  /** When it was said: one that was said just before a move is for the page that is moved to. */
  at: number;
}

const most = 5;
const carried = 1000;

class Notices {
  list = $state<Notice[]>([]);
  #next = 1;
  #room = $derived(this.list[0]?.undo ? 1 : 2);

  say(text: string, undo?: () => Promise<unknown>): void {
    this.#add({ text, undo });
  }

  complain(text: string): void {
    this.#add({ text, failed: true });
  }

  async undo(notice: Notice, undone = 'Undone.'): Promise<void> {
    try {
      await notice.undo?.();
      this.close(notice.id);
      this.say(undone);
    } catch (error) {
      this.close(notice.id);
      this.complain(error instanceof Problem ? `That could not be undone. ${error.title}. ${error.detail}` : 'That could not be undone. Try again.');
    }
  }

  /** Somebody else sits down: nothing that was done before is theirs to read or to undo. */
  clear(): void {
    this.list = [];
  }

  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  /** What stands in full, and the acts before it. */
  get shown(): Notice[] {
    return this.list.slice(0, this.#room);
  }
  get earlier(): Notice[] {
    return this.list.slice(this.#room);
  }
  closeEarlier(): void {
    this.list = this.shown;
  }

  /** One goes to another page. */
  moved(now = Date.now()): void {
    this.list = this.list.filter((notice) => notice.undo || now - notice.at < carried);
  }

  #add(notice: Omit<Notice, 'id' | 'at'>): void {
    this.list = [{ id: this.#next++, at: Date.now(), ...notice }, ...this.list.filter((each) => each.undo)].slice(0, most);
  }
}

export const notices = new Notices();
