"""Documents of unknown origin, read where they can do no harm: in a child process with limits.

    parent (`reader`)                     child (`__main__`, then `documents`)
    "/the/path.pdf"            ->         says what kind of file it is, opens it, finds the article
                               <-         {"capture": {"title": …, "text": …}} or {"refused": "why"}

Each way a line of JSON; nothing else passes, and the parent checks what it gets. The child has no
secrets in its environment, only so much memory, processor time and room to answer, and a wall clock
that the parent holds. What breaks it costs one document: the next is read by a new child.

Limits on memory and processor time are the operating system's. Windows has none that a Python
process can set on itself, so there the wall clock and the size of the answer are the only limits.
"""
