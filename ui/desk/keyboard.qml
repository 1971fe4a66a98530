import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import QtQuick.VirtualKeyboard.Styles

// The keys of Qt Virtual Keyboard in the desk's colours. Lengths are pixels; KeyboardPanel gives them.
Rectangle {
    id: root

    required property int keysHeight
    required property int candidatesHeight
    required property int letters
    required property int spacing
    required property color ground
    required property color surface
    required property color ink
    required property color border
    required property color keyGround
    required property color keyInk
    required property color marked
    required property color onMarked

    color: ground

    InputPanel {
        id: panel
        width: Math.min(root.width, root.keysHeight * 2560 / 720)
        anchors.horizontalCenter: root.horizontalCenter
        anchors.bottom: root.bottom

        Binding { target: panel.keyboard.style; property: "keyboardDesignHeight"; value: 720 }
        Binding { target: panel.keyboard.style; property: "keyboardBackgroundColor"; value: root.ground }
        Binding { target: panel.keyboard.style; property: "normalKeyBackgroundColor"; value: root.keyGround }
        Binding { target: panel.keyboard.style; property: "highlightedKeyBackgroundColor"; value: Qt.lighter(root.keyGround, 1.5) }
        Binding { target: panel.keyboard.style; property: "keyTextColor"; value: root.keyInk }
        Binding { target: panel.keyboard.style; property: "keySmallTextColor"; value: root.keyInk }
        Binding { target: panel.keyboard.style; property: "modeKeyAccentColor"; value: root.marked }
        Binding { target: panel.keyboard.style; property: "capsLockKeyAccentColor"; value: root.marked }
        Binding { target: panel.keyboard.style; property: "popupBackgroundColor"; value: root.surface }
        Binding { target: panel.keyboard.style; property: "popupBorderColor"; value: root.border }
        Binding { target: panel.keyboard.style; property: "popupTextColor"; value: root.ink }
        Binding { target: panel.keyboard.style; property: "popupHighlightColor"; value: root.marked }
        Binding { target: panel.keyboard.style; property: "selectionListBackgroundColor"; value: root.surface }
        Binding { target: panel.keyboard.style; property: "selectionListHeight"; value: root.candidatesHeight }
        Binding { target: panel.keyboard.style; property: "selectionListDelegate"; value: candidate }
        // a word that is still flying away cannot be touched
        Binding { target: panel.keyboard.style; property: "selectionListAdd"; value: null }
        Binding { target: panel.keyboard.style; property: "selectionListRemove"; value: null }
    }

    Component {
        id: candidate
        SelectionListItem {
            id: item
            width: Math.max(root.candidatesHeight, word.width + 4 * root.spacing)
            Rectangle {
                anchors.fill: parent
                anchors.margins: root.spacing / 2
                radius: root.spacing
                color: item.ListView.isCurrentItem ? root.marked : root.surface
            }
            Text {
                id: word
                anchors.centerIn: parent
                text: display
                textFormat: Text.PlainText
                color: item.ListView.isCurrentItem ? root.onMarked : root.ink
                font.pixelSize: root.letters
            }
        }
    }

    Component.onCompleted: {
        VirtualKeyboardSettings.activeLocales = ["zh_CN", "en_US"]
        VirtualKeyboardSettings.locale = "zh_CN"
        VirtualKeyboardSettings.wordCandidateList.alwaysVisible = true
    }
}
