/* Which entries of the index a query means, the best first. No word of this touches the page.

   In: the two scripts of the index (their format is told in `render/search.py`), and queries. Out:
   `schemadocSearch.find(query, limit)`, which gives `{total, hits: [{label, kind, href, regions}]}`.

   A query is cut into tokens; the last one is looked for in the names of entries, those before it
   in the names of their containers. How well a token fits a name: the same, the same but for case,
   its beginning, the beginning of one of its words, the beginnings of several (`opDo` of
   `openDoor`), some part of it. After these come entries that fit token by token in any order, and
   at last those whose description holds the words. */
(() => {
  "use strict";

  const search = window.schemadocSearch;
  const [SAME, SAME_BUT_CASE, BEGINS, WORD_BEGINS, WORDS_BEGIN, WITHIN, NOT] = [0, 1, 2, 3, 4, 5, 9];
  const [ANY_ORDER, DESCRIBED] = [6, 7];
  const MEMBER = 5; // the least weight of what has no page of its own
  const LAST = 2 ** 24; // more than any score
  const ENTRIES = 2 ** 24; // more than any index holds
  const MISSED = 64; // more than any sum of what was found
  const PART = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\sA-Za-z\d_.:()@-]+/g;
  const [UPPER, LOWER, DIGIT, BETWEEN, OTHER] = [1, 2, 3, 4, 5]; // what a letter is, for the same
  const CLASSES = Uint8Array.from({ length: 128 }, (_, letter) => {
    const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[\s_.:()@-]/, /./s];
    return kinds.findIndex((kind) => kind.test(String.fromCharCode(letter))) + UPPER;
  });

  let index = null;
  let prose = null;
  const fitted = new Map();

  /* The index, unpacked. */

  search.names = (data) => {
    const size = data.kind.length;
    const kinds = new Uint8Array(size);
    const weight = new Uint8Array(size);
    const length = new Uint8Array(size);
    for (let at = 0; at < size; at += 1) {
      kinds[at] = data.kind.charCodeAt(at) - 97;
      weight[at] = data.kinds[kinds[at]][3];
      length[at] = Math.min(data.names[data.name[at]].length, 63);
    }
    index = {
      data,
      size,
      kinds,
      weight,
      length,
      name: new Uint32Array(data.name),
      container: containers(data.kinds, kinds),
      lower: data.names.map((name) => name.toLowerCase()),
      starts: new Array(data.names.length),
      links: new Map(data.links),
      sets: unpackedSets(data),
    };
    if (search.ready) search.ready();
  };

  search.words = (data) => {
    if (data.digest !== index.data.digest) return;
    prose = { words: data.words, entries: data.entries, common: new Set(data.common) };
    if (search.ready) search.ready();
  };

  /* An entry stands below its container: a member below a type, an argument below a member. */
  function containers(table, kinds) {
    const found = new Int32Array(kinds.length).fill(-1);
    let top = -1; // the last type, directive, code or page
    let holder = -1; // what holds arguments: the last of those, or of its members
    for (let at = 0; at < kinds.length; at += 1) {
      const joint = table[kinds[at]][1];
      if (joint === "(") {
        found[at] = holder;
        continue;
      }
      if (joint === ".") found[at] = top;
      else top = at;
      holder = at;
    }
    return found;
  }

  function unpackedSets(data) {
    const sets = new Uint16Array(data.kind.length);
    let at = 0;
    for (let run = 0; run < data.has.length; run += 2) {
      sets.fill(data.has[run], at, (at += data.has[run + 1]));
    }
    return sets;
  }

  /* How an entry is called and where it stands. */

  function label(at) {
    const joint = index.data.kinds[index.kinds[at]][1];
    const name = index.data.names[index.name[at]];
    if (joint === "(") return `${label(index.container[at])}(${name}:)`;
    if (joint === ".") return `${label(index.container[at])}.${name}`;
    return joint + name;
  }

  function address(at) {
    const own = index.links.get(at);
    if (own !== undefined) return own;
    const [, joint, folder] = index.data.kinds[index.kinds[at]];
    const name = index.data.names[index.name[at]];
    if (folder) return `${folder}/${name}.html`;
    const above = index.container[at];
    const isDirective = index.data.kinds[index.kinds[above]][1] === "@";
    if (joint !== "(" || isDirective) return `${address(above)}#${name}`;
    return `${address(above).split("#")[0]}#${index.data.names[index.name[above]]}.${name}`;
  }

  function hit(at) {
    const { data } = index;
    const regions = data.sets[index.sets[at]].map((number) => data.regions[number]);
    return { label: label(at), kind: data.kinds[index.kinds[at]][0], href: address(at), regions };
  }

  /* Tokens and names. */

  function token(text) {
    const parts = text.match(PART) || [];
    const humps = parts.length > 1 ? parts.map((part) => part.toLowerCase()) : null;
    return { text, lower: text.toLowerCase(), humps };
  }

  function tokens(query) {
    return query.split(/[\s.:()@]+/).filter(Boolean).map(token);
  }

  /* Where the words of a name begin; worked out once for each name that needs it. */
  function starts(number) {
    if (!index.starts[number]) {
      index.starts[number] = Array.from(index.data.names[number].matchAll(PART), (m) => m.index);
    }
    return index.starts[number];
  }

  function fit(wanted, number) {
    const lower = index.lower[number];
    const at = lower.indexOf(wanted.lower);
    if (at === 0) {
      if (lower.length > wanted.lower.length) return BEGINS;
      return index.data.names[number] === wanted.text ? SAME : SAME_BUT_CASE;
    }
    if (at > 0 && beginsWord(wanted.lower, lower, number, at)) return WORD_BEGINS;
    if (wanted.humps && beginsWords(wanted.humps, lower, number)) return WORDS_BEGIN;
    return at > 0 && wanted.lower.length > 2 ? WITHIN : NOT;
  }

  /* From its first place on: is any of the places a word's beginning? Told letter by letter, for
     cutting thousands of names into words would take longer than all the rest of a first answer. */
  function beginsWord(wanted, lower, number, from) {
    const name = index.data.names[number];
    if (name.length !== lower.length) return starts(number).some((at) => lower.startsWith(wanted, at));
    for (let at = from; at > 0; at = lower.indexOf(wanted, at + 1)) if (isStart(name, at)) return true;
    return false;
  }

  /* The same beginnings as those of PART. */
  function isStart(name, at) {
    const here = classOf(name.charCodeAt(at));
    const before = classOf(name.charCodeAt(at - 1));
    if (here === BETWEEN) return false;
    if (here === LOWER) return before !== LOWER && before !== UPPER;
    return before !== here || (here === UPPER && classOf(name.charCodeAt(at + 1)) === LOWER);
  }

  function classOf(letter) {
    if (letter < 128) return CLASSES[letter];
    return /\s/.test(String.fromCharCode(letter)) ? BETWEEN : OTHER;
  }

  function beginsWords(humps, lower, number) {
    if (!lower.includes(humps[0])) return false;
    let next = 0;
    for (const start of starts(number)) {
      if (next < humps.length && lower.startsWith(humps[next], start)) next += 1;
    }
    return next === humps.length;
  }

  /* How a token fits each name. What is typed letter by letter repeats its earlier tokens. */
  function fits(wanted) {
    let found = fitted.get(wanted.text);
    if (!found) {
      found = new Uint8Array(index.lower.length);
      for (let number = 0; number < found.length; number += 1) found[number] = fit(wanted, number);
      if (fitted.size >= 16) fitted.clear();
      fitted.set(wanted.text, found);
    }
    return found;
  }

  /* Scores: the smaller the better. The first number decides; the rest break ties. */

  function score(quality, first, second, at) {
    return (((quality * 16 + first) * 16 + second) * 8 + index.weight[at]) * 64 + index.length[at];
  }

  const isMember = (at) => (index.weight[at] < MEMBER ? 0 : 1);

  /* Each of the next functions scores what it finds, unless that has a better score. */

  function byName(fitted, scores) {
    for (let at = 0; at < index.size; at += 1) {
      const quality = fitted[index.name[at]];
      if (quality === NOT) continue;
      const same = quality === SAME_BUT_CASE ? SAME : quality;
      scores[at] = Math.min(scores[at], score(same, isMember(at), quality, at));
    }
  }

  /* The last token in the entry's name, the others in its containers', the nearest first. */
  function byPath(fitting, scores) {
    const last = fitting[fitting.length - 1];
    for (let at = 0; at < index.size; at += 1) {
      const quality = last[index.name[at]];
      if (quality !== NOT) scores[at] = Math.min(scores[at], scorePath(fitting, quality, at));
    }
  }

  function scorePath(fitting, own, at) {
    let next = fitting.length - 2;
    let worst = own;
    let sum = own;
    for (let above = index.container[at]; above >= 0; above = index.container[above]) {
      const quality = next >= 0 ? fitting[next][index.name[above]] : NOT;
      if (quality === NOT) {
        sum += next >= 0 ? 2 : 1; // passed over, or not asked for
        continue;
      }
      next -= 1;
      worst = Math.max(worst, quality);
      sum += quality;
    }
    if (next >= 0) return Infinity;
    return score(worst === SAME_BUT_CASE ? SAME : worst, Math.min(sum, 15), isMember(at), at);
  }

  /* Every token somewhere in the entry's name or in its containers', one in its own. */
  function byAnyOrder(fitting, scores) {
    for (let at = 0; at < index.size; at += 1) {
      if (scores[at] !== Infinity) continue; // whatever was found before is better
      const own = fitting.some((one) => one[index.name[at]] < WITHIN);
      if (own) scores[at] = scoreAnyOrder(fitting, at);
    }
  }

  function scoreAnyOrder(fitting, at) {
    let sum = 0;
    for (const one of fitting) {
      let best = NOT;
      for (let above = at; above >= 0; above = index.container[above]) {
        best = Math.min(best, one[index.name[above]]);
      }
      if (best === NOT) return Infinity;
      sum += best;
    }
    return score(ANY_ORDER, Math.min(sum, 15), isMember(at), at);
  }

  /* Every word in the description, or the beginning of one; some may be in the name instead. */
  function byDescription(query, scores) {
    const words = (query.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).filter(
      (word) => word.length > 2 && !prose.common.has(word),
    );
    if (!words.length) return;
    const fitting = words.map((word) => fits(token(word)));
    const sums = new Uint8Array(index.size);
    const found = new Uint8Array(index.size);
    for (const [number, word] of words.slice(0, 40).entries()) {
      const inText = inDescriptions(word);
      for (let at = 0; at < index.size; at += 1) {
        const inName = fitting[number][index.name[at]] < WITHIN;
        if (inText[at]) found[at] = 1;
        sums[at] += inName ? 0 : inText[at] ? 3 - inText[at] : MISSED;
      }
    }
    for (let at = 0; at < index.size; at += 1) {
      if (!found[at] || sums[at] >= MISSED || scores[at] !== Infinity) continue;
      scores[at] = score(DESCRIBED, Math.min(sums[at], 15), isMember(at), at);
    }
  }

  /* For each entry: 2 where its description holds the word, 1 where a word begins with it. */
  function inDescriptions(word) {
    const found = new Uint8Array(index.size);
    for (let at = firstNotBefore(prose.words, word); at < prose.words.length; at += 1) {
      if (!prose.words[at].startsWith(word)) break;
      const value = prose.words[at] === word ? 2 : 1;
      let entry = 0;
      for (const step of prose.entries[at]) {
        entry += step;
        found[entry] = Math.max(found[entry], value);
      }
    }
    return found;
  }

  function firstNotBefore(words, word) {
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /* All together. */

  function scored(query) {
    const scores = new Float64Array(index.size).fill(Infinity);
    byName(fits(token(query)), scores); // codes and titles may hold what cuts queries
    const cut = tokens(query).slice(0, 12);
    const fitting = cut.map(fits);
    if (cut.length === 1 && cut[0].text !== query) byName(fitting[0], scores);
    if (cut.length > 1) {
      byPath(fitting, scores);
      byAnyOrder(fitting, scores);
    }
    if (prose) byDescription(query, scores);
    return scores;
  }

  /* `@x` asks for directives and their arguments; all else comes after them. */
  function isOfDirective(at) {
    const top = index.container[at] < 0 ? at : index.container[at];
    return index.data.kinds[index.kinds[top]][1] === "@";
  }

  search.find = (text, limit) => {
    const query = text.trim().slice(0, 300);
    if (!index || !query) return { total: 0, hits: [] };
    const found = [];
    const scores = scored(query);
    for (let at = 0; at < index.size; at += 1) {
      if (scores[at] === Infinity) continue;
      const late = query[0] === "@" && !isOfDirective(at) ? LAST : 0;
      found.push((scores[at] + late) * ENTRIES + at); // numbers alone are sorted fast
    }
    const best = Float64Array.from(found).sort().subarray(0, limit);
    return { total: found.length, hits: Array.from(best, (one) => hit(one % ENTRIES)) };
  };

  search.regions = () => index.data.regions.join(", ");
  search.hasWords = () => prose !== null;
  search.isReady = () => index !== null;
  search.wordsPath = () => `search/words.js?${index.data.digest}`;
})();
