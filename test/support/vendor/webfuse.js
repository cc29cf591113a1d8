// A stand-in for the vendor's client: a classic script that can do only what its documentation says, or its staff's
// public code relies on. Methods return nothing except where they are known to; it tells `tab_control` where the
// documentation says `tab_control_transferred`; it has no list of participants, no `off`, and no event for a tab that
// is opened. All sessions of a page live in it, so that two sessions of one page can meet.
//
// What a test may want to do at the other end is at `vendorCloud`, which is no part of the client.
(() => {
  const base = new URL('.', document.currentScript.src).href;
  const name = new URL(document.currentScript.src).searchParams.get('global') ?? 'webfuse';
  const stub = window[name];
  // Loaded twice: what is there stays.
  if (stub?.on) return;

  const cloud = {
    /** Sessions by their id. */
    sessions: new Map(),
    /** How the client differs from one version to the next; a test may change it. */
    quirks: {
      /** Names under which events are told, where that is not just the one of the documentation. */
      spellings: {tab_control_transferred: ['tab_control']},
      /** Whether someone who joins is told of those who are there already. */
      tellsOfOthers: false,
      /** Whether a session starts at all. */
      starts: true,
      /** Members that sessions of this version do not have. */
      lacks: [],
    },
    /** How often a space was asked for. */
    initialised: 0,
  };
  window.vendorCloud = cloud;

  let lastId = 0;
  const everywhere = new Map();
  const clients = [];

  /** A session as it is on the vendor's side. */
  class CloudSession {
    constructor(options) {
      this.id = `vendor${++lastId}`;
      this.options = options;
      this.clients = [];
      this.tabs = [];
      this.active = null;
      this.host = 0;
      this.nextIndex = 0;
      this.nextSsid = 101;
      this.pin = String(1000 + lastId);
      this.ended = false;
      cloud.sessions.set(this.id, this);
    }

    get link() {
      return `${base}s${this.id}`;
    }

    tell(event, payload, to = this.clients) {
      for (const client of [...to]) client.hear(event, typeof payload === 'function' ? payload(client) : payload);
    }

    join(client, userData) {
      client.index = this.nextIndex++;
      client.userData = userData;
      if (cloud.quirks.tellsOfOthers) {
        for (const {index, userData: theirs} of this.clients) {
          client.hear('participant_joined', {clientIndex: index, userData: theirs});
        }
      }
      this.clients.push(client);
      this.tell('participant_joined', {clientIndex: client.index, userData});
      if (client.index === 0) this.open(client, this.options.url ?? `${base}window.html?new-tab`);
      else client.hear('tab_activated', {ssid: this.active});
    }

    leave(client) {
      if (!this.clients.includes(client)) return;
      this.clients = this.clients.filter((other) => other !== client);
      this.tell('participant_left', {clientIndex: client.index, userData: client.userData});
      if (client.index === this.host && this.clients[0]) this.makeHost(this.clients[0].index);
    }

    open(client, url, title = '') {
      const tab = {ssid: this.nextSsid++, url, title, leaderIndex: client.index, controlIndex: client.index};
      this.tabs.push(tab);
      this.activate(tab.ssid);
      this.tell('relocate_start', {url});
      this.tell('relocated', {url});
      return tab;
    }

    activate(ssid) {
      this.active = ssid;
      this.tell('tab_activated', {ssid});
    }

    close(ssid) {
      const index = this.tabs.findIndex((tab) => tab.ssid === ssid);
      if (index < 0) return;
      this.tabs.splice(index, 1);
      const heir = this.tabs[index] ?? this.tabs[index - 1];
      if (ssid === this.active && heir) this.activate(heir.ssid);
    }

    relocate(tab, url) {
      tab.url = url;
      // "The current tab": of others nothing is told.
      if (tab.ssid !== this.active) return;
      this.tell('relocate_start', {url});
      this.tell('relocated', {url});
    }

    control(tab, controlIndex) {
      tab.controlIndex = controlIndex;
      const {leaderIndex} = tab;
      this.tell('tab_control_transferred', {tabIndex: this.tabs.indexOf(tab), leaderIndex, controlIndex});
    }

    pause(ssid, paused) {
      const tabIndex = this.tabs.findIndex((tab) => tab.ssid === ssid);
      const {leaderIndex} = this.tabs[tabIndex];
      this.tell(paused ? 'tab_paused' : 'tab_resumed', {tabIndex, leaderIndex});
    }

    makeHost(to) {
      this.host = to;
      this.tell('host_changed', ({index}) => ({to, gained: to === index, myIndex: index}));
    }

    end() {
      const url = this.tabs.find((tab) => tab.ssid === this.active)?.url;
      this.ended = true;
      this.tell('session_ended', ({index}) => (index === 0 ? {final_location: url} : {}));
    }
  }

  /** A session as a page has it. */
  class VendorSession {
    constructor(options, link) {
      this.settings = Object.freeze({...options});
      this.started = false;
      this._handlers = new Map();
      this._link = link;
      for (const member of cloud.quirks.lacks) this[member] = undefined;
      clients.push(this);
      later(() => this._create());
    }

    get sessionLink() {
      return this._cloud?.link;
    }

    get pin() {
      return this.started ? this._cloud.pin : undefined;
    }

    on(event, callback) {
      listen(this._handlers, event, callback);
      return this;
    }

    async start(selector, userData = {}) {
      if (selector !== undefined) {
        const node = document.querySelector(selector);
        if (!(node instanceof HTMLIFrameElement)) throw new Error(`No iframe found by ${selector}`);
        this.node = node;
        this.window = node.contentWindow;
      }
      if (!cloud.quirks.starts) return;
      this._create();
      if (!this._cloud) return this.hear('error', {reason: 'start_failed', details: {message: 'No such session'}});
      if (this.node) {
        const loaded = new Promise((resolve) => this.node.addEventListener('load', resolve, {once: true}));
        this.node.src = `${base}window.html?session=${this._cloud.id}`;
        await loaded;
      }
      later(() => this._enter(userData));
    }

    end() {
      later(() => this._cloud.end());
    }

    relocate(url, newTab) {
      later(() => (newTab ? this._cloud.open(this, url) : this._cloud.relocate(this._active, url)));
    }

    relocateTab(url, ssid) {
      later(() => this._cloud.relocate(this._cloud.tabs.find((tab) => tab.ssid === ssid) ?? this._active, url));
    }

    async openTab(url) {
      const {ssid, title} = await new Promise((resolve) => later(() => resolve(this._cloud.open(this, url))));
      return {ssid, url, title};
    }

    closeTab(ssid) {
      later(() => this._cloud.close(ssid));
    }

    activateTab(id) {
      later(() => this._cloud.activate(id));
    }

    async getTabs() {
      return this._cloud.tabs.map(({ssid, url, title}) => ({ssid, url, title}));
    }

    async getActiveTab() {
      const {ssid, url, title} = this._active;
      return {ssid, url, title};
    }

    sendMessage(message, targetOrigin) {
      this.window?.postMessage({type: 'widget_message', params: {msg: message}}, targetOrigin);
    }

    broadcastMessage(message) {
      const others = this._cloud.clients.filter((client) => client !== this);
      later(() => this._cloud.tell('message', {data: message, origin: location.origin}, others));
    }

    uploadFile(file) {
      later(() => this._cloud.open(this, `${base}files/${file.name}`, file.name));
    }

    async getSessionInfo() {
      const {metadata = {}} = this.settings;
      return {sessionId: this._cloud.id, opentokSessionId: '', space: {id: 838, slug: 'tea'}, metadata};
    }

    makeHost(clientIndex) {
      later(() => this._cloud.makeHost(clientIndex));
    }

    requestToHost() {
      const host = this._cloud.clients.filter(({index}) => index === this._cloud.host);
      later(() => this._cloud.tell('host_rights_requested', {clientIndex: this.index}, host));
    }

    requestTabControl() {
      const owner = this._cloud.clients.filter(({index}) => index === this._active.leaderIndex);
      later(() => this._cloud.tell('tab_control_requested', {clientIndex: this.index}, owner));
    }

    transferTabControl(clientIndex) {
      this._handOver(
        (tab) => tab.leaderIndex === this.index,
        () => clientIndex,
      );
    }

    revokeTabControl() {
      this._handOver(
        (tab) => tab.leaderIndex === this.index,
        () => this.index,
      );
    }

    returnTabControl() {
      this._handOver(
        (tab) => tab.controlIndex === this.index && tab.leaderIndex !== this.index,
        (tab) => tab.leaderIndex,
      );
    }

    log(entry) {
      later(() => this._cloud.logged?.push(entry));
    }

    hear(event, payload) {
      for (const spelling of cloud.quirks.spellings[event] ?? [event]) {
        for (const handlers of [this._handlers, everywhere]) {
          for (const callback of handlers.get(spelling) ?? []) callback.call(this, this, {...payload});
        }
      }
    }

    get _active() {
      return this._cloud.tabs.find((tab) => tab.ssid === this._cloud.active);
    }

    _create() {
      if (this._cloud) return;
      if (this._link === undefined) {
        this._cloud = new CloudSession(this.settings);
        later(() => this.hear('session_created', {}));
      } else {
        const id = /\/s(\w+)$/.exec(this._link)?.[1];
        const there = cloud.sessions.get(id);
        if (there && !there.ended) this._cloud = there;
      }
    }

    _enter(userData) {
      this.started = true;
      this.hear('session_started', {});
      this._cloud.join(this, userData);
    }

    _handOver(test, to) {
      later(() => {
        for (const tab of this._cloud.tabs.filter(test)) this._cloud.control(tab, to(tab));
      });
    }
  }

  class VendorSpace {
    constructor(id) {
      this.id = id;
      this.slug = 'tea';
    }

    session(options = {}, link) {
      return new VendorSession(options, link);
    }
  }

  /** As what comes over a line: in another task. */
  function later(task) {
    setTimeout(task);
  }

  function listen(handlers, event, callback) {
    handlers.set(event, [...(handlers.get(event) ?? []), callback]);
  }

  // What a page inside a session sends comes out of its window.
  window.addEventListener('message', ({source, data, origin}) => {
    const client = clients.find(({window: inner}) => inner && inner === source);
    if (client && data?.type === 'widget_message') client.hear('message', {data: data.params.msg, origin});
  });

  const webfuse = {
    isInsideSession: false,
    currentSession: null,
    listSessions: () => [...clients],
    on(event, callback) {
      listen(everywhere, event, callback);
      return webfuse;
    },
    async initSpace(widgetKey, spaceId) {
      cloud.initialised += 1;
      if (!String(widgetKey).startsWith('wk_')) throw new Error('Invalid widget key');
      return new VendorSpace(spaceId);
    },
  };
  window[name] = webfuse;
  if (stub?.q) webfuse.initSpace(...stub.q).then(stub.resolve);
})();
