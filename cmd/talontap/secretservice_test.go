package main

import (
	"fmt"
	"os"
	"sync"

	"github.com/godbus/dbus/v5"
)

// secretService is a stand-in for a desktop's keychain, on the session bus it finds.
// How it behaves stands in a file, so that it can change its mind between two runs:
//
//	open      gives, takes and deletes
//	declines  asks before it deletes, and the person says no
//	lies      says that it deleted, and did not
//	locked    asks for its password, and the person closes the window
//	silent    never answers
func secretService() {
	s := &strongroom{moodIn: os.Args[1], drawers: map[string]*drawer{}}
	var err error
	if s.bus, err = dbus.ConnectSessionBus(); err != nil {
		panic(err)
	}
	s.offer(room{s}, servicePath, "Service")
	if err := s.bus.Export(properties{}, servicePath, "org.freedesktop.DBus.Properties"); err != nil {
		panic(err)
	}
	for _, path := range []dbus.ObjectPath{servicePath + "/aliases/default", servicePath + "/collection/login"} {
		s.offer(drawers{s}, path, "Collection")
	}
	s.offer(nothing{}, servicePath+"/session/1", "Session")
	if _, err := s.bus.RequestName("org.freedesktop.secrets", dbus.NameFlagDoNotQueue); err != nil {
		panic(err)
	}
	fmt.Println("ready")
	select {}
}

const servicePath = "/org/freedesktop/secrets"

// strongroom is what it holds.
type strongroom struct {
	bus    *dbus.Conn
	moodIn string

	lock    sync.Mutex
	made    int
	drawers map[string]*drawer // by what labelled gives
}

func labelled(label map[string]string) string { return fmt.Sprint(label) }

// sealed is a secret as it travels.
type sealed struct {
	Session    dbus.ObjectPath
	Parameters []byte
	Value      []byte
	Type       string
}

func (s *strongroom) offer(what any, at dbus.ObjectPath, as string) {
	if err := s.bus.Export(what, at, "org.freedesktop.Secret."+as); err != nil {
		panic(err)
	}
}

func (s *strongroom) mood() string {
	text, err := os.ReadFile(s.moodIn)
	if err != nil {
		panic(err)
	}
	if string(text) == "silent" {
		select {}
	}
	return string(text)
}

func (s *strongroom) path(kind string) dbus.ObjectPath {
	s.made++
	return dbus.ObjectPath(fmt.Sprintf("%s/%s/%d", servicePath, kind, s.made))
}

// asked is a window that the person closes.
func (s *strongroom) asked(with any) dbus.ObjectPath {
	s.lock.Lock()
	defer s.lock.Unlock()
	w := window{s, s.path("prompt"), dbus.MakeVariant(with)}
	s.offer(w, w.at, "Prompt")
	return w.at
}

// properties tell which keyrings there are.
type properties struct{}

func (properties) Get(string, string) (dbus.Variant, *dbus.Error) {
	return dbus.MakeVariant([]dbus.ObjectPath{servicePath + "/collection/login"}), nil
}

type nothing struct{}

func (nothing) Close() *dbus.Error { return nil }

type window struct {
	room   *strongroom
	at     dbus.ObjectPath
	result dbus.Variant
}

func (w window) Prompt(string) *dbus.Error {
	go func() { _ = w.room.bus.Emit(w.at, "org.freedesktop.Secret.Prompt.Completed", true, w.result) }()
	return nil
}

type room struct{ *strongroom }

func (r room) OpenSession(string, dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	return dbus.MakeVariant(""), servicePath + "/session/1", nil
}

func (r room) Unlock(what []dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	if r.mood() == "locked" {
		return nil, r.asked([]dbus.ObjectPath{}), nil
	}
	return what, "/", nil
}

type drawers struct{ *strongroom }

func (d drawers) SearchItems(wanted map[string]string) ([]dbus.ObjectPath, *dbus.Error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	if item := d.drawers[labelled(wanted)]; item != nil {
		return []dbus.ObjectPath{item.at}, nil
	}
	return []dbus.ObjectPath{}, nil
}

func (d drawers) CreateItem(properties map[string]dbus.Variant, secret sealed, _ bool) (dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	label, _ := properties["org.freedesktop.Secret.Item.Attributes"].Value().(map[string]string)
	d.lock.Lock()
	defer d.lock.Unlock()
	if item := d.drawers[labelled(label)]; item != nil {
		item.value = secret.Value
		return item.at, "/", nil
	}
	item := &drawer{room: d.strongroom, at: d.path("item"), label: labelled(label), value: secret.Value}
	d.drawers[item.label] = item
	d.offer(item, item.at, "Item")
	return item.at, "/", nil
}

// drawer is one entry.
type drawer struct {
	room  *strongroom
	at    dbus.ObjectPath
	label string
	value []byte
}

func (i *drawer) GetSecret(session dbus.ObjectPath) (sealed, *dbus.Error) {
	return sealed{session, []byte{}, i.value, "text/plain"}, nil
}

func (i *drawer) Delete() (dbus.ObjectPath, *dbus.Error) {
	switch i.room.mood() {
	case "declines":
		return i.room.asked(""), nil
	case "lies":
		return "/", nil
	}
	i.room.lock.Lock()
	defer i.room.lock.Unlock()
	delete(i.room.drawers, i.label)
	return "/", nil
}
