board-now = Please come to the desk
board-none-yet = No number called yet
board-before = Called before
board-next = Next
board-waiting = Waiting: { $count }
board-nobody-waits = Nobody is waiting
