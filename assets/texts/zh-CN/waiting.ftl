waiting-text = 正在找，请稍等。
no-work-text = 眼下一个活都没有。过一会儿再来看看，或者问问工作人员。
no-lessons-text = 眼下没有课可听。想学什么，跟工作人员说一声。
